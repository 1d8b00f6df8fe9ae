"""What people see of a run: tables on a terminal, a page, Markdown for the log of a CI run."""
