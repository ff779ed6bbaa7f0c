"""A bubble chart, which XlsxWriter does not have: its scatter chart with a size for each point."""

from typing import Any

from xlsxwriter.chart_scatter import ChartScatter
from xlsxwriter.workbook import Workbook


class ChartBubble(ChartScatter):  # type: ignore[misc] # XlsxWriter is not typed
    """A scatter chart whose points are bubbles; ``sizes`` of a series is a range, its cached values ``size_data``."""

    def __init__(self, scale: int = 60) -> None:
        super().__init__({"subtype": "marker_only"})
        self.scale = scale
        self.sizes: list[tuple[str, list[float]]] = []

    def add_bubbles(self, series: dict[str, Any], sizes: str, size_data: list[float]) -> None:
        """Add a series as ``add_series`` takes it, with the range of its sizes and their cached values."""
        self.add_series(series)
        self.sizes.append((sizes, size_data))

    def _write_scatter_chart(self, args: dict[str, Any]) -> None:
        series = self._get_primary_axes_series() if args["primary_axes"] else self._get_secondary_axes_series()
        if not series:
            return
        self._xml_start_tag("c:bubbleChart")
        self._xml_empty_tag("c:varyColors", [("val", 0)])
        for data in series:
            self._write_ser(data)
        self._xml_empty_tag("c:bubbleScale", [("val", self.scale)])
        self._xml_empty_tag("c:showNegBubbles", [("val", 0)])
        self._xml_empty_tag("c:sizeRepresents", [("val", "area")])
        self._write_axis_ids(args)
        self._xml_end_tag("c:bubbleChart")

    def _write_ser(self, series: dict[str, Any]) -> None:
        index = self.series_index
        self.series_index += 1
        self._xml_start_tag("c:ser")
        self._write_idx(index)
        self._write_order(index)
        self._write_series_name(series)
        self._write_sp_pr(series)
        self._xml_empty_tag("c:invertIfNegative", [("val", 0)])
        self._write_names(series)
        self._write_x_val(series)
        self._write_y_val(series)
        formula, data = self.sizes[index]
        self._xml_start_tag("c:bubbleSize")
        self._write_num_ref(formula, data, "num")
        self._xml_end_tag("c:bubbleSize")
        self._xml_empty_tag("c:bubble3D", [("val", 0)])
        self._xml_end_tag("c:ser")


    def _write_names(self, series: dict[str, Any]) -> None:
        """Write the series' name at its bubbles, for prints in grey: as the format of the size, empty at size 0."""
        name = str(series["name"]).replace('"', "")
        self._xml_start_tag("c:dLbls")
        self._xml_empty_tag("c:numFmt", [("formatCode", f'"{name}";;;'), ("sourceLinked", 0)])
        self._write_tx_pr(self._convert_font_args({"name": "Calibri", "size": 7}))
        self._xml_empty_tag("c:dLblPos", [("val", "r")])
        for shown in ("LegendKey", "Val", "CatName", "SerName", "Percent"):
            self._xml_empty_tag(f"c:show{shown}", [("val", 0)])
        self._xml_empty_tag("c:showBubbleSize", [("val", 1)])
        self._xml_end_tag("c:dLbls")


def add_bubble_chart(workbook: Workbook, scale: int = 60) -> ChartBubble:
    """Return a bubble chart that belongs to the workbook, as ``add_chart`` does for other types."""
    chart = ChartBubble(scale)
    chart.embedded = True
    chart.date_1904 = workbook.date_1904
    chart.remove_timezone = workbook.remove_timezone
    workbook.charts.append(chart)
    return chart
