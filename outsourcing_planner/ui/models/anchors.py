"""What a choice means, in words beside it: the anchors of a score, the meaning of a class."""

from outsourcing_planner.domain.fields import Field, Kind
from outsourcing_planner.domain.labels import meaning
from outsourcing_planner.io.classifier_model import load_anchors
from outsourcing_planner.text import _


def anchors(key: str) -> list[tuple[str, str]]:
    """Return what 1, 3 and 5 mean for a criterion; nothing for other fields."""
    return [(score, _(text)) for score, text in zip("135", load_anchors().get(key, ()), strict=False)]


def meanings(field: Field) -> dict[str, str]:
    """Return what is said beside the choices of a field; those that speak for themselves are left out."""
    if field.kind is Kind.SCORE:
        return dict(anchors(field.key))
    return {choice: text for choice in field.choices if (text := meaning(choice))}
