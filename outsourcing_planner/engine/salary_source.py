"""Where a suggested salary comes from: the occupation, its code, the wage statistics, and how alike the work is."""

from dataclasses import dataclass

from outsourcing_planner.domain.assumptions import Assumptions
from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.advice import WAGES_OF
from outsourcing_planner.engine.classify.occupation import match_occupations
from outsourcing_planner.engine.columns import words
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.wages import Wage
from outsourcing_planner.text import _, format_number, format_share


@dataclass(frozen=True, slots=True)
class SalarySource:
    """The wage that stands in for a blank salary: USD a year, United States, median of an occupation.

    ``occupation`` is the one whose work resembles the function (``similarity`` 0–1); ``wage`` is its own line of the
    statistics, or that of its group where the occupation has none.
    """

    occupation: str
    similarity: float
    wage: Wage
    of_group: bool

    @property
    def sentence(self) -> str:
        """Occupation, code, amount, country, year, source and similarity in one sentence."""
        whose = _("{title} (SOC {soc})").format(title=self.wage.title, soc=self.wage.soc)
        if self.of_group:
            whose = _("{occupation}, taken from the group {whose}").format(occupation=self.occupation, whose=whose)
        return _(
            "median wage of {whose} in the United States in {year}, {amount} USD a year; source: {source} (grade "
            "{grade}); the occupation is {similarity} similar to this work"
        ).format(
            whose=whose, year=self.wage.year, amount=format_number(self.wage.median), source=self.wage.source_title,
            grade=self.wage.grade, similarity=format_share(self.similarity),
        )  # fmt: skip


def salaries_suggested(assumptions: Assumptions) -> bool:
    """Say whether salaries are suggested at all: for the United States in US dollars only (model.md §1)."""
    return (assumptions.text("home_country"), assumptions.text("plan_currency")) == WAGES_OF


def salary_sources(plan: Plan, assumptions: Assumptions, libraries: Libraries) -> list[SalarySource | None]:
    """Return for each row of the plan the wage that would stand in for its salary, None where there is none."""
    if not salaries_suggested(assumptions):
        return [None] * len(plan)
    model = libraries.model
    codes, similarity = match_occupations(words(plan, "function"), words(plan, "description"), model)
    titles = dict(zip(model.occupations.soc_codes, model.occupations.titles, strict=True))
    found = libraries.wages.median(codes)
    sources: list[SalarySource | None] = []
    for row, code in enumerate(codes):
        wage = found.source_of(row)
        if wage is None:
            sources.append(None)
            continue
        of_group = str(code).partition(".")[0] != wage.soc
        sources.append(SalarySource(str(titles[code]), float(similarity[row]), wage, of_group))
    return sources


def why_no_salary(assumptions: Assumptions) -> str:
    """Return why a blank salary stays blank."""
    if salaries_suggested(assumptions):
        return _("no occupation resembles the function closely enough to suggest a salary; type one")
    return _(
        "salaries are suggested for the United States in US dollars only, and this plan's home is {country} in "
        "{currency}; type one"
    ).format(country=assumptions.text("home_country"), currency=assumptions.text("plan_currency"))
