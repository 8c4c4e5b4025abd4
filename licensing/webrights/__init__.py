"""Rights signals of the web, read into ODRL documents.  Pure: text in, text and documents out; nothing is fetched.

- Silence is a document without rules: it was read, and it says nothing.
- What cannot be read is `unreadable` or in doubt, which is unknown and never a permit.
- Names are compared without regard to case; the strictest of several values wins; nothing in a text is executed.
- What a value does stands in one table, `licensing.webrights.table`.
"""

from licensing.webrights.agency_terms import read_terms
from licensing.webrights.ai_txt import read_ai_txt
from licensing.webrights.expressions import read_expression
from licensing.webrights.file_metadata import FileMetadata, read_file_metadata
from licensing.webrights.images import read_media
from licensing.webrights.items import ItemRights, read_item_rights
from licensing.webrights.linked import Block, Link
from licensing.webrights.observed import Observed, unreadable
from licensing.webrights.page import own_reservation, read_image, read_page
from licensing.webrights.rsl_rules import is_rsl, read_inline, read_rsl, urls_of
from licensing.webrights.site import read_robots, site_licences
from licensing.webrights.tdmrep import location_of, read_tdmrep

__all__ = [
    "Block",
    "FileMetadata",
    "ItemRights",
    "Link",
    "Observed",
    "is_rsl",
    "location_of",
    "own_reservation",
    "read_ai_txt",
    "read_expression",
    "read_file_metadata",
    "read_image",
    "read_inline",
    "read_item_rights",
    "read_media",
    "read_page",
    "read_robots",
    "read_rsl",
    "read_tdmrep",
    "read_terms",
    "site_licences",
    "unreadable",
    "urls_of",
]
