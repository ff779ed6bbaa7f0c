"""Where a bundle starts: the reading process when the program calls itself for that, else the command line."""

import sys

if __name__ == "__main__":
    if sys.argv[1:2] == ["--read-sheet"]:
        from outsourcing_planner.io.importing import child

        sys.exit(child.main(sys.argv[2:]))
    else:
        from outsourcing_planner import cli

        cli.main()
