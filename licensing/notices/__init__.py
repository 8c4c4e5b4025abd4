"""The reader of rights notices: prose in, clauses, labels and a draft policy out.

Pure: the standard library and the policy core alone.  See docs/notices.md.
"""

from licensing.notices.reader import read_notice
from licensing.notices.readings import Clause, Reading, UseLabel, reading_data

__all__ = ["Clause", "Reading", "UseLabel", "read_notice", "reading_data"]
