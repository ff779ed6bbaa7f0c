"""What the page of the choice works out beside the window: the best choice, and both frontiers."""

from dataclasses import dataclass, replace

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.portfolio.changes import Watch
from outsourcing_planner.engine.portfolio.choose import Choice
from outsourcing_planner.engine.portfolio.frontier import FrontierPoint
from outsourcing_planner.engine.portfolio.limits import Limits
from outsourcing_planner.engine.portfolio.options import Options
from outsourcing_planner.engine.portfolio.study import Chosen, chosen_of, frontiers_of, options_of
from outsourcing_planner.io.portfolio_settings import load_portfolio_settings
from outsourcing_planner.io.solving import solve_in_child
from outsourcing_planner.text import _
from outsourcing_planner.ui.views.portfolio_page import Frozen

_POINTS = 8
Points = tuple[FrontierPoint, ...]


@dataclass(frozen=True)
class Found:
    """A choice with what it was made of: the plan it holds for, and the choice of the study."""

    plan: Plan
    base: Evaluation
    chosen: Chosen

    @property
    def choice(self) -> Choice:
        """Return what was chosen."""
        return self.chosen.choice

    @property
    def options(self) -> Options:
        """Return the options that there are."""
        return self.chosen.options


@dataclass(frozen=True)
class Curves:
    """Both frontiers, and the plan that they hold for."""

    plan: Plan
    base: Evaluation
    budgets: Points
    risks: Points


@dataclass(frozen=True)
class Solving:
    """Costs the options of a plan and solves; runs beside the window."""

    limits: Limits

    def choice(self, frozen: Frozen, watch: Watch) -> Found:
        """Return the best choice."""
        plan, _assumptions, _libraries, base = frozen
        return Found(plan, base, self._chosen(frozen, watch))

    def curves(self, frozen: Frozen, watch: Watch) -> Curves:
        """Return both frontiers."""
        plan, _assumptions, _libraries, base = frozen
        later = replace(watch, progress=lambda share, text: watch.progress(0.4 + 0.6 * share, text))
        found = self._chosen(frozen, replace(watch, progress=lambda share, text: watch.progress(0.4 * share, text)))
        return Curves(plan, base, *frontiers_of(found, _POINTS, solve_in_child(watch.cancelled), later))

    def _chosen(self, frozen: Frozen, watch: Watch) -> Chosen:
        half = replace(watch, progress=lambda share, text: watch.progress(share / 2, text))
        options, risk = options_of(frozen, load_portfolio_settings(), half)
        watch.tell(-1, _("Finding the best choice…"))
        return chosen_of(options, risk, self.limits, solve_in_child(watch.cancelled), watch)
