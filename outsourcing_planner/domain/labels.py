"""The words a row can be classified as (product.md, Words)."""

from typing import Final

from outsourcing_planner.text import _

BPO: Final = "BPO"
KPO: Final = "KPO"
HYBRID: Final = "Hybrid"
RETAIN: Final = "Retain"
AUTOMATE: Final = "Automate"
AUTO: Final = "auto"

KINDS: Final = (BPO, KPO, HYBRID)
LABELS: Final = (BPO, KPO, HYBRID, RETAIN)
DECISIONS: Final = (AUTO, BPO, KPO, HYBRID, RETAIN, AUTOMATE)
OUTSOURCED: Final = (BPO, KPO, HYBRID)
UNCLEAR: Final = "Unclear"
"""Key of the rows without a label in counts by label."""


def meaning(label: str) -> str:
    """Return what a label says, in one sentence."""
    sentences = {
        BPO: _("Business process outsourcing: repeatable, rules-based work in volume, priced per seat or unit."),
        KPO: _("Knowledge process outsourcing: judgement by domain experts, priced per project or expert."),
        HYBRID: _("Both in one function: a process part and a knowledge part, priced each its own way."),
        RETAIN: _("Keep in-house."),
        AUTOMATE: _("Neither: the work can go to software."),
    }
    return sentences.get(label, "")
