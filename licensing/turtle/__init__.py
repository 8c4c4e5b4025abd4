"""Policies, requests and states of the world in Turtle, as the JSON-LD that the policy core reads.

The core knows the standard library alone, so Turtle is read beside it, by rdflib's parser.  N-Triples are Turtle.
"""

from licensing.turtle.framing import Wanted, document_of

__all__ = ["Wanted", "document_of"]
