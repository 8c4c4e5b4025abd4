"""Which headers and `<meta>` elements are handed on as evidence. Pure.

Only what can carry a reservation is: other elements may hold expression (a description, keywords) or a cookie.
What the signals mean is not known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.rights_gate import SIGNAL_CUT, MetaElement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.ingestion.markup import Element

LONGEST_SIGNAL = 2000  # characters; a longer value is cut there and ends in SIGNAL_CUT
MOST_SIGNALS = 100  # where there are more, SIGNAL_CUT stands for the rest

_HEADER = re.compile(
    r"^(x-robots-tag|tdm-.*|content-usage|content-signal|link|license|.*rights.*|.*copyright.*|"
    r"content-language|last-modified|date)$"
)
_META_NAME = re.compile(
    r"^(.*robots.*|.*bot|.*spider|.*crawler.*|slurp|.*-extended|.*externalagent.*|anthropic-ai|tdm-.*|"
    r"content-usage|content-signal|.*licen[sc]e.*|.*rights|.*rights-holder|.*copyright.*|usageinfo|x-robots-tag)$"
)
_DIRECTIVE = re.compile(
    r"^\s*(?:[\w.*-]+\s*:\s*)?(all|none|(no)?(index|follow|archive|snippet|translate|cache|ai|imageai|imageindex|odp|ydir)|"
    r"indexifembedded|max-[a-z-]+\s*:.*|unavailable_after\s*:.*|noimageclick)\s*$"
)


def signal_headers(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the headers that can carry a signal, repeats and order kept, names lower-case."""
    kept = [(name.lower(), _cut(value)) for name, value in headers if _HEADER.match(name.lower())]
    return tuple(kept) if len(kept) <= MOST_SIGNALS else (*kept[:MOST_SIGNALS], ("x-robots-tag", SIGNAL_CUT))


def signal_metas(metas: Iterable[tuple[Element, str]]) -> tuple[MetaElement, ...]:
    """Return the `<meta>` elements that can carry a signal; each comes with its source text."""
    found = []
    for element, raw in metas:
        name = (
            element.attributes.get("name")
            or element.attributes.get("http-equiv")
            or element.attributes.get("property")
        )
        content = element.attributes.get("content", "")
        if name and (_META_NAME.match(name.strip().lower()) or _is_directives(content)):
            found.append(MetaElement(name.strip().lower()[:200], _cut(content), raw[:LONGEST_SIGNAL]))
    rest = MetaElement("robots", SIGNAL_CUT, f"({len(found) - MOST_SIGNALS} more)")
    return tuple(found) if len(found) <= MOST_SIGNALS else (*found[:MOST_SIGNALS], rest)


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST_SIGNAL else value[:LONGEST_SIGNAL] + SIGNAL_CUT


def _is_directives(content: str) -> bool:
    """Tell whether a content is robots directives alone: any crawler's name can stand before them."""
    tokens = [token for token in content.lower().split(",") if token.strip()]
    return bool(tokens) and all(_DIRECTIVE.match(token) for token in tokens)
