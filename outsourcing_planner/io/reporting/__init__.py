"""The business case as a PDF: pages, charts and tables drawn with matplotlib."""
