"""The standard uses: columns of every report and rows of every rights card (semantics.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass

from licensing.policy.model import Audience, PartKind

_METADATA = PartKind.METADATA
_TEXT = PartKind.TEXT
_IMAGE = PartKind.IMAGE


@dataclass(frozen=True, slots=True)
class StandardUse:
    """One standard use: the ODRL action it names, the audience it fixes and the parts it can concern.

    ``below`` are narrower actions whose prohibition also hits the use, because the use may consist of them.
    """

    id: str
    meaning: str
    meaning_pl: str
    action: str
    parts: tuple[PartKind, ...]
    audience: Audience | None = None
    below: tuple[str, ...] = ()
    quotation: bool = False


_ALL = (
    StandardUse(
        "catalogue",
        "record bibliographic facts and link to the page",
        "zapis danych bibliograficznych i odsyłacz do strony",
        "ra:catalogue",
        (_METADATA,),
    ),
    StandardUse(
        "personal",
        "an individual's private reading copy",
        "prywatna kopia do czytania",
        "reproduce",
        (_TEXT,),
        Audience.SELF,
    ),
    StandardUse(
        "excerpt",
        "keep and show a short passage with attribution",
        "krótki fragment z podaniem źródła",
        "extract",
        (_TEXT,),
        quotation=True,
    ),
    StandardUse(
        "store",
        "keep a full copy in the archive",
        "pełna kopia w archiwum",
        "archive",
        (_TEXT, _IMAGE),
    ),
    StandardUse(
        "share",
        "make it available inside the organisation",
        "udostępnienie wewnątrz organizacji",
        "distribute",
        (_TEXT, _IMAGE),
        Audience.INTERNAL,
    ),
    StandardUse(
        "republish",
        "make the whole or a substantial part public",
        "publiczne udostępnienie całości lub istotnej części",
        "distribute",
        (_TEXT, _IMAGE),
        Audience.PUBLIC,
    ),
    StandardUse(
        "adapt",
        "translate, rewrite, derive",
        "tłumaczenie, przeróbka, opracowanie",
        "derive",
        (_TEXT, _IMAGE),
        below=("translate", "modify"),
    ),
    StandardUse(
        "index",
        "let people find the page through a search engine",
        "umożliwienie znalezienia strony w wyszukiwarce",
        "index",
        (_METADATA, _TEXT),
    ),
    StandardUse(
        "mine",
        "text and data mining",
        "eksploracja tekstów i danych",
        "ra:mine",
        (_METADATA, _TEXT, _IMAGE),
    ),
    StandardUse(
        "train",
        "train machine-learning models",
        "trenowanie modeli uczenia maszynowego",
        "ra:train",
        (_METADATA, _TEXT, _IMAGE),
        below=("ra:generativeTraining",),
    ),
    StandardUse(
        "ground",
        "feed an AI system at answer time",
        "zasilanie systemu AI w chwili odpowiedzi",
        "ra:ground",
        (_METADATA, _TEXT, _IMAGE),
    ),
)

STANDARD_USES: dict[str, StandardUse] = {use.id: use for use in _ALL}
"""Identifier → standard use, in the order in which reports print them."""
