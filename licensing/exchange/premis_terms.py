"""Words of PREMIS 3 and what they are in the policy core."""

from __future__ import annotations

NAMESPACE = "http://www.loc.gov/premis/v3"

ALLOW, DISALLOW, CONDITIONAL = "Allow", "Disallow", "Conditional"
"""Values of `restriction` that say whether an act is allowed, as archives use them; any other text is a condition."""

BASES = {
    "terms": "copyright",
    "signal": "copyright",
    "agreement": "license",
    "statute": "statute",
    "house": "other",
}
"""Kind of a policy → rights basis (semantics.md section 2)."""

ACTS = {
    "use": "use",
    "replicate": "reproduce",
    "reproduce": "reproduce",
    "disseminate": "distribute",
    "distribute": "distribute",
    "publish": "distribute",
    "modify": "modify",
    "migrate": "transform",
    "transform": "transform",
    "delete": "delete",
    "display": "display",
    "print": "print",
    "read": "read",
    "archive": "archive",
    "preserve": "archive",
    "extract": "extract",
    "derive": "derive",
    "translate": "translate",
    "index": "index",
    "aggregate": "aggregate",
    "stream": "stream",
    "ra:catalogue": "ra:catalogue",
    "ra:mine": "ra:mine",
    "ra:train": "ra:train",
    "ra:ground": "ra:ground",
}
"""Acts, in lower case → actions of ODRL and of our profile; any other act is unknown."""
