"""Rights signals of the web, read into ODRL documents.  Pure: text in, text and documents out; nothing is fetched.

- Silence is a document without rules: it was read, and it says nothing.
- What cannot be read is `unreadable`, which is unknown and never a permit.
- Names are compared without regard to case; the strictest of several values wins; nothing in a text is executed.
"""

from licensing.webrights.observed import Observed, unreadable
from licensing.webrights.page import read_page
from licensing.webrights.site import read_robots

__all__ = ["Observed", "read_page", "read_robots", "unreadable"]
