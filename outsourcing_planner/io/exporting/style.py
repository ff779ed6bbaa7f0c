"""The looks of the workbook: one restrained style, number formats by unit, and what each colour means."""

from dataclasses import dataclass, field
from typing import Any, Final

from xlsxwriter.format import Format as CellFormat
from xlsxwriter.workbook import Workbook

from outsourcing_planner.domain.fields import Field, Kind
from outsourcing_planner.engine.measures import Format

FONT: Final = "Calibri"
INK: Final = "#1B2733"
NAVY: Final = "#1F3A5F"
ACCENT: Final = "#2F5DA8"
MUTED: Final = "#626B76"
HAIRLINE: Final = "#D5DBE3"
BAND: Final = "#EAF0F7"
HEAD: Final = "#1F3A5F"
INPUT_INK: Final = "#1F4FB4"
INPUT_FILL: Final = "#FFFBE0"
GIVEN_INK: Final = "#5A4B7A"
GIVEN_FILL: Final = "#F4F2F8"
GOOD: Final = "#1E7B4F"
GOOD_FILL: Final = "#E6F4EC"
BAD: Final = "#B3261E"
BAD_FILL: Final = "#FBE7E5"
WARN: Final = "#8A5200"
WARN_FILL: Final = "#FFF1DC"
CLASS_COLOURS: Final = {
    "BPO": "#2E7BC4", "KPO": "#D9771E", "Hybrid": "#8E63B0", "Retain": "#73808C", "Automate": "#1F9484",
}  # fmt: skip
"""The same colours as in the window (themes/classes.toml)."""

INPUT, FORMULA, GIVEN, TEXT = "input", "formula", "given", "text"
PRICE: Final = "[<1]#,##0.00##;#,##0.00"
"""Of a price: one of less than 1 has up to four decimals."""


@dataclass
class Look:
    """Makes cell formats, each once; ``decimals`` are those of money."""

    workbook: Workbook
    decimals: int = 2
    _made: dict[tuple[tuple[str, Any], ...], CellFormat] = field(default_factory=dict)

    def of(self, **properties: Any) -> CellFormat:  # noqa: ANN401 - XlsxWriter takes names, sizes, colours
        """Return the cell format with these properties on top of the style's own."""
        whole = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter", **properties}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self.workbook.add_format(whole)
        return self._made[key]

    def cell(self, role: str, number: str = "", **more: Any) -> CellFormat:  # noqa: ANN401
        """Return the format of a cell in a table: an input, a formula, a given value or plain text."""
        roles: dict[str, dict[str, Any]] = {
            INPUT: {"font_color": INPUT_INK, "bg_color": INPUT_FILL, "locked": False},
            GIVEN: {"font_color": GIVEN_INK, "bg_color": GIVEN_FILL, "italic": True},
        }
        base: dict[str, Any] = {"bottom": 1, "bottom_color": HAIRLINE, **roles.get(role, {})}
        if number:
            base["num_format"] = number
        if number in ("", "@") and "align" not in more:
            base["indent"] = 1
        return self.of(**{**base, **more})

    def index(self, role: str, number: str = "", **more: Any) -> int:  # noqa: ANN401
        """Return the number under which a streamed cell names its format."""
        return int(self.cell(role, number, **more)._get_xf_index())

    def head(self, **more: Any) -> CellFormat:  # noqa: ANN401
        """Return the format of a heading of a table."""
        base = {"bold": True, "font_color": "#FFFFFF", "bg_color": HEAD, "text_wrap": True, "valign": "vcenter"}
        base |= {} if "align" in more else {"indent": 1}
        return self.of(**{**base, **more})

    def title(self) -> CellFormat:
        """Return the format of a sheet's title."""
        return self.of(bold=True, font_size=16, font_color=NAVY)

    def subtitle(self) -> CellFormat:
        """Return the format of the line below a title."""
        return self.of(font_color=MUTED)

    def section(self) -> CellFormat:
        """Return the format of a heading between tables."""
        return self.of(bold=True, font_size=12, font_color=NAVY, bottom=2, bottom_color=NAVY)

    def total(self, number: str = "", **more: Any) -> CellFormat:  # noqa: ANN401
        """Return the format of a total."""
        base: dict[str, Any] = {"bold": True, "top": 1, "top_color": NAVY, "bg_color": BAND}
        if number:
            base["num_format"] = number
        return self.of(**{**base, **more})

    def number(self, fmt: Format) -> str:
        """Return the number format of a computed column."""
        formats = {
            Format.MONEY: self.money(), Format.RATE: PRICE, Format.SHARE: "0.0%", Format.MONTHS: "0.0",
            Format.SCORE: "0.0", Format.NUMBER: "#,##0.0#", Format.YES_NO: '"yes";;"no"', Format.TEXT: "",
        }  # fmt: skip
        return formats[fmt]

    def money(self) -> str:
        """Return the number format of money."""
        places = "." + "0" * self.decimals if self.decimals else ""
        return f"#,##0{places};-#,##0{places};0{places}"

    @staticmethod
    def whole() -> str:
        """Return the number format of money in whole units."""
        return "#,##0;-#,##0;0"


def input_format(entry: Field) -> str:
    """Return the number format of an input column."""
    if entry.key in ("volume", "projects", "coverage_hours"):
        return "#,##0"
    formats = {
        Kind.NUMBER: "#,##0.0#", Kind.MONEY: "#,##0.00##", Kind.SHARE: "0.0%", Kind.SCORE: "General", Kind.MONTH: "0",
        Kind.TEXT: "@", Kind.CHOICE: "@", Kind.YES_NO: "@",
    }  # fmt: skip
    return formats[entry.kind]
