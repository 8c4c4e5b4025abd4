"""The one table from exception to RFC 9457 problem, and the pages that explain each type."""
