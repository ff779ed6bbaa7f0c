"""``python -m outsourcing_planner`` is the command line."""

from outsourcing_planner.cli import main

if __name__ == "__main__":
    main()
