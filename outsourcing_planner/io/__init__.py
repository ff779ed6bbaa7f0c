"""The only package that knows files: readers, writers, the plan file, libraries. No Qt."""
