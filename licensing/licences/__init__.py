"""Open licences, known by name (for notices) and by address (for signals of the web): one table.  Pure."""

from licensing.licences.known import Licence, licence_at, named, table

__all__ = ["Licence", "licence_at", "named", "table"]
