"""The plan's own classification scheme: a section of the document, in force only where it hangs together.

How a window edits it::

    changes = changes_between(document.shipped.scheme, wanted)     # engine/scheme_changes.py
    document.apply(edit_of_scheme(changes))                        # SchemeError: show str(error), nothing changed
    document.apply(edit_of_scheme({}))                             # back to the shipped scheme
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from outsourcing_planner.domain.issues import Issue, Severity
from outsourcing_planner.engine.advice import classified
from outsourcing_planner.engine.classify.scheme import SchemeError
from outsourcing_planner.engine.libraries import Libraries
from outsourcing_planner.engine.scheme_changes import scheme_with
from outsourcing_planner.session.edits import SetSection
from outsourcing_planner.text import _

if TYPE_CHECKING:
    from outsourcing_planner.session.document import Document

SECTION: Final = "scheme"


def edit_of_scheme(changes: Mapping[str, Any]) -> SetSection:
    """Return the edit that gives the plan its own weights, cut-offs and gates; none of its own where empty."""
    return SetSection(SECTION, dict(changes) or None, _("Change weights and cut-offs"))


def libraries_with(shipped: Libraries, sections: Mapping[str, Any]) -> Libraries:
    """Return the libraries with the scheme of a document's sections; raises SchemeError where it makes no sense."""
    changes = sections.get(SECTION)
    return shipped if changes is None else replace(shipped, scheme=scheme_with(shipped.scheme, changes))


def classes_changed(document: "Document", changes: Mapping[str, Any]) -> int:
    """Return how many functions would have another class with these changes; raises SchemeError as they do.

    Only the classification is computed; the document stays as it is.
    """
    libraries = replace(document.libraries, scheme=scheme_with(document.shipped.scheme, changes))
    _inference, advice = classified(document.plan, document.assumptions, libraries)
    return sum(one != other for one, other in zip(advice.label, document.evaluation.columns["label"], strict=True))


def libraries_or_shipped(shipped: Libraries, sections: Mapping[str, Any]) -> tuple[Libraries, Issue | None]:
    """Return the libraries for a document that was read, and what is wrong where its scheme cannot be used."""
    try:
        return libraries_with(shipped, sections), None
    except SchemeError as error:
        text = _("The weights and cut-offs of this plan are not used, the shipped ones are: {why}").format(why=error)
        return shipped, Issue(Severity.ERROR, None, None, "scheme_refused", text, {"why": str(error)})
