"""Build resources/wages.csv from the table that the Bureau of Labor Statistics publishes each year.

``python scripts/build_wages.py oews_may2025_national.csv 2025``; occupations without an annual median (paid by the
hour or the performance) stay in with blank figures, so that their broader group can answer.
"""

import csv
import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from outsourcing_planner.assets import resources_folder

SOURCE: Final = "US Bureau of Labor Statistics, Occupational Employment and Wage Statistics, May {year}, national"
URL: Final = "https://www.bls.gov/oes/"
COLUMNS: Final = {
    "soc": "soc_code",
    "title": "occupation_title",
    "median": "annual_median",
    "p10": "annual_p10",
    "p25": "annual_p25",
    "p75": "annual_p75",
    "p90": "annual_p90",
    "mean": "annual_mean",
}


def main(table: str, year: str) -> None:
    """Write the wages of every occupation and group."""
    with Path(table).open(encoding="utf-8", newline="") as rows:
        wages = [
            {ours: "" if row[theirs] == "-" else row[theirs] for ours, theirs in COLUMNS.items()}
            | {"year": year, "source_title": SOURCE.format(year=year), "source_url": URL, "grade": "A"}
            for row in csv.DictReader(rows)
        ]
    with (resources_folder() / "wages.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(wages[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(wages)
    print(f"wages.csv: {len(wages)} rows")


if __name__ == "__main__":
    main(*sys.argv[1:])
