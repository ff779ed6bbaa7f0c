"""The charts of the report."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator

from outsourcing_planner.domain.plan import Plan
from outsourcing_planner.engine.evaluate import Evaluation
from outsourcing_planner.engine.summary import summary
from outsourcing_planner.io.exporting.style import CLASS_COLOURS
from outsourcing_planner.io.reporting.fonts import families, printable, shortened
from outsourcing_planner.io.reporting.page import ACCENT, HAIRLINE, INK, MUTED
from outsourcing_planner.text import _

BEFORE: Final = "#A9B6C6"
_MOST_BARS: Final = 10


def before_after(axes: Axes, plan: Plan, evaluation: Evaluation, decimals: int = 2) -> None:
    """Draw the yearly cost by department before and after, added in the minor units of the plan currency."""
    lines = summary(plan, evaluation, "department", decimals)[:_MOST_BARS]
    at = np.arange(len(lines))
    axes.bar(at - 0.2, [line.in_house for line in lines], 0.38, color=BEFORE, label=_("Before"))
    axes.bar(at + 0.2, [line.after for line in lines], 0.38, color=ACCENT, label=_("After"))
    names = [shortened(line.group or _("(none)"), 16) for line in lines]
    axes.set_xticks(
        at,
        [printable(name) for name in names],
        rotation=0 if len(lines) < 6 else 35,
        ha="center" if len(lines) < 6 else "right",
    )
    _finish(axes, _("Yearly cost by department"))


def cash_flow(axes: Axes, evaluation: Evaluation) -> None:
    """Draw the cash flow by month and its sum so far."""
    months = np.arange(len(evaluation.cash_flow))
    axes.bar(months, evaluation.cash_flow, 0.8, color=BEFORE, label=_("Cash flow of the month"))
    axes.plot(months, np.cumsum(evaluation.cash_flow), color=ACCENT, linewidth=1.8, label=_("Added up"))
    axes.axhline(0, color=MUTED, linewidth=0.6)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12))
    _finish(axes, _("Cash flow by plan month"))


def class_map(axes: Axes, evaluation: Evaluation) -> None:
    """Draw fit against knowledge, a bubble for each function, its area the in-house cost."""
    columns = evaluation.columns
    cost = np.nan_to_num(columns["in_house"])
    size = 12 + 500 * cost / max(float(cost.max(initial=0)), 1.0)
    for label, colour in CLASS_COLOURS.items():
        rows = (columns["decision_effective"] == label) & ~np.isnan(columns["fit"]) & ~np.isnan(columns["knowledge"])
        if rows.any():
            axes.scatter(
                columns["fit"][rows],
                columns["knowledge"][rows],
                s=size[rows],
                color=colour,
                alpha=0.65,
                linewidth=0.5,
                edgecolor="white",
                label=label,
            )
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 100)
    axes.axhline(50, color=MUTED, linewidth=0.6, linestyle="--")
    axes.set_xlabel(_("Fit to leave the house"))
    axes.set_ylabel(_("Knowledge"))
    _finish(axes, _("Classification map; the area of a bubble is the in-house cost"), money=False)


def _finish(axes: Axes, title: str, *, money: bool = True) -> None:
    axes.set_title(title, loc="left", fontsize=10, fontweight="bold", color="#1F3A5F", pad=8)
    axes.grid(axis="y" if money else "both", color=HAIRLINE, linewidth=0.5)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(HAIRLINE)
    axes.tick_params(length=0, labelsize=7.5, colors=MUTED)
    if money:
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: amount(value)))
    handles, _labels = axes.get_legend_handles_labels()
    if handles:
        axes.legend(
            frameon=False,
            fontsize=7.5,
            loc="lower right",
            bbox_to_anchor=(1.0, 0.99),
            ncols=len(handles),
            labelcolor=INK,
            markerscale=1.0 if money else 0.5,
            borderaxespad=0.2,
            handlelength=1.2,
            columnspacing=1.2,
        )
    for text in axes.findobj(Text):
        text.set_fontfamily(families(text.get_text()))
        text.set_parse_math(False)


def amount(value: float) -> str:
    """Return an amount as an axis shows it: 1.2m, 350k."""
    for limit, sign in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if abs(value) >= limit:
            return f"{value / limit:.3g}{sign}"
    return f"{value:.3g}"
