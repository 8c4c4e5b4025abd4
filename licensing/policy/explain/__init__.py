"""Why a decision is what it is: a tree of everything that was tested, in English and Polish sentences and as plain data.

The tree is made from the decision and the facts it was made from, which are on record; nothing of it is kept beside
them.  Use → part → holder → rows → policies → rules → premises with the values on both sides.
"""

from licensing.policy.explain.rows import explain, overridden
from licensing.policy.explain.tree import Explained, as_data, as_text, sentence

__all__ = ["Explained", "as_data", "as_text", "explain", "overridden", "sentence"]
