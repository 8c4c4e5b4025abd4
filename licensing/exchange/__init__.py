"""Terms in the formats of others: ODRL as JSON-LD and Turtle, RightsML as XML, rights statements of PREMIS 3.  Pure.

- What a format cannot express is refused by name: an export never drops a restriction.
- What an import does not understand stays in the policy as something unknown, which never permits.
- Addresses found in a file are names; nothing is fetched.
"""

from licensing.exchange.formats import FORMATS, Format, Imported, UnknownFormatError, format_named
from licensing.exchange.statement import Statement, StatementClause
from licensing.policy.errors import UnreadableError
from licensing.policy.odrl_writer import UnwritableError

__all__ = [
    "FORMATS",
    "Format",
    "Imported",
    "Statement",
    "StatementClause",
    "UnknownFormatError",
    "UnreadableError",
    "UnwritableError",
    "format_named",
]
