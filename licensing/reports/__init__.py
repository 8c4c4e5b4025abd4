"""Compliance reports: one module a report, each a query that gives a table; `render` writes the tables to files."""
