"""The table of fields is whole and speaks the words of the model."""

from outsourcing_planner.domain.fields import BY_KEY, CRITERIA, FIELDS, FIT_CRITERIA, KNOWLEDGE_CRITERIA, Kind

MODEL_KEYS = [
    "function", "department", "description", "owner", "notes", "fte", "volume", "unit", "handling_minutes",
    "coverage_hours", "salary", "in_house_cost", "avoidable_share", "codification", "measurability", "supply",
    "elasticity", "specificity", "strategic_value", "exposure", "proximity", "judgement", "expertise", "variety",
    "client_engagement", "training_time", "data_sensitivity", "insight", "country", "seat_rate", "day_rate",
    "pricing", "rate", "currency", "projects", "project_days", "start_month", "bpo_share", "kpo_share",
    "retained_share", "law_forbids", "data_must_stay", "decision", "decision_reason",
]  # fmt: skip


def test_that_the_fields_of_the_model_come_first_in_its_order() -> None:
    assert [field.key for field in FIELDS][: len(MODEL_KEYS)] == MODEL_KEYS


def test_that_keys_and_headings_are_unique() -> None:
    assert len(BY_KEY) == len(FIELDS) == len({field.heading.casefold() for field in FIELDS})


def test_that_every_criterion_belongs_to_one_of_the_two_scores() -> None:
    assert sorted(CRITERIA) == sorted((*KNOWLEDGE_CRITERIA, *FIT_CRITERIA))


def test_that_every_field_explains_itself_and_choices_have_choices() -> None:
    assert all(field.help.endswith((".", "?")) for field in FIELDS)
    assert all(field.choices or field.open_choice for field in FIELDS if field.kind is Kind.CHOICE)


def test_that_only_the_function_is_required() -> None:
    assert [field.key for field in FIELDS if field.required] == ["function"]
