"""The costed workbook: one module per sheet."""
