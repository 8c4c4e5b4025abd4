"""Policies, requests and states of the world in Turtle, to the JSON-LD that the policy core reads, and policies back.

The core knows the standard library alone, so Turtle is read beside it, by rdflib's parser.  N-Triples are Turtle.
"""

from licensing.turtle.framing import Wanted, document_of
from licensing.turtle.writing import turtle_of

__all__ = ["Wanted", "document_of", "turtle_of"]
