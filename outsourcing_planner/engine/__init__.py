"""Pure, vectorised computing: classification, cost, cash flow, totals. No files, no clock, no Qt."""
