"""Reading people's sheets: guard, child process, raw cells, finding the table, mapping, typing, report."""
