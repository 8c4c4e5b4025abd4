"""The one table from a signal's value to what it does.  Pure; held to the page `docs/signals.md` by a test.

`+` permits, `-` reserves, `?` sends to review, an empty mark is a note: kept, and without effect.  Facts of drafts are
data like all others, with the day on which they were read; whoever reads a draft anew changes rows here, nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from licensing.webrights.observed import Effect, doubt

READ_ON = "2026-11-24"
"""The day on which the specifications and lists below were read."""

IMAGES = "urn:rights:part:image"
AI = ("ra:train", "ra:ground")
TDM = ("ra:mine", "ra:train")
MACHINES = ("ra:mine", "ra:train", "ra:ground", "index")
EVERYTHING = ("use", "extract")
"""Every use; an extract by name, so that the very short one is none of them either."""
LICENSED = ("archive", "distribute", "derive", "index", "ra:mine", "ra:ground")
"""What a licence that nobody has read may or may not allow; a very short extract asks no licence."""

SOURCES = {
    "robots.txt": "RFC 9309",
    "robots directive": "robots meta and X-Robots-Tag as search engines document them; noai and noimageai (DeviantArt, 2022)",
    "TDMRep": "W3C Community Group Final Report of 2024-05-10",
    "RSL usage": "Really Simple Licensing 1.0 (RSL-SPEC-1.0) of 2025-12-10",
    "RSL payment": "Really Simple Licensing 1.0 (RSL-SPEC-1.0) of 2025-12-10",
    "Content-Usage": "draft-ietf-aipref-vocab-08 of 2026-09-14 and draft-ietf-aipref-attach-05 of 2026-08-19 (drafts)",
    "Content-Signal": "Content Signals Policy of 2025-09-24 (proposal of one company)",
    "ai.txt": "Spawning's ai.txt of 2023 (proposal of one company)",
    "schema.org": "schema.org 30.1",
    "link": "HTML Standard (rel=license) and Creative Commons REL",
    "PLUS": "PLUS vocabulary of Data Mining values, IPTC Photo Metadata Standard 2023.1",
    "image": "IPTC Photo Metadata Standard 2023.1, XMP",
    "C2PA": "CAWG training and data mining assertion 1.1; c2pa.training-mining of C2PA 1.x",
    "item": "ninjs 2.1 and 3.0, NewsML-G2 2.34",
    "usage terms": "phrases of news and photo agencies as captions and usageTerms print them (no standard)",
}
"""Family → where its facts were read, on `READ_ON`."""

AI_CRAWLERS = (
    "GPTBot",
    "OAI-SearchBot",
    "ChatGPT-User",
    "ClaudeBot",
    "Claude-Web",
    "Claude-User",
    "Claude-SearchBot",
    "anthropic-ai",
    "CCBot",
    "Google-Extended",
    "GoogleOther",
    "Google-CloudVertexBot",
    "Applebot-Extended",
    "Bytespider",
    "meta-externalagent",
    "meta-externalfetcher",
    "FacebookBot",
    "Amazonbot",
    "PerplexityBot",
    "Perplexity-User",
    "cohere-ai",
    "cohere-training-data-crawler",
    "MistralAI-User",
    "DuckAssistBot",
    "AI2Bot",
    "Diffbot",
    "Omgili",
    "YouBot",
    "PanguBot",
    "Timpibot",
    "ImagesiftBot",
)
"""Crawlers that collect for AI systems (read on `READ_ON`); a disallowed one reserves training and grounding."""


@dataclass(frozen=True)
class Row:
    """What one value of one signal does; a value `*` stands for every value that has no row of its own."""

    family: str
    name: str
    value: str
    mark: str
    actions: tuple[str, ...] = ()
    target: str = ""
    remark: str = ""

    def effects(self, value: str) -> tuple[Effect, ...]:
        """Return the effects, none for a note; what is in doubt names the value as it was written."""
        match self.mark:
            case "+":
                return (Effect("permission", self.actions, target=self.target),)
            case "-":
                return (Effect("prohibition", self.actions, target=self.target),)
            case "?":
                return (doubt(self.actions, value, self.target),)
            case _:
                return ()


def _yes_no(
    family: str, label: str, actions: tuple[str, ...], no: str, yes: str, *, old: bool = False
) -> tuple[Row, ...]:
    """A category of a preference.  One of an earlier draft reserves and never permits."""
    permits = Row(family, label, yes, "" if old else "+", actions, remark="an earlier draft's" if old else "")
    return (Row(family, label, no, "-", actions), permits, Row(family, label, "*", "?", actions))


def _each(
    family: str, names: str, mark: str, actions: tuple[str, ...] = (), remark: str = ""
) -> tuple[Row, ...]:
    return tuple(Row(family, name, "*", mark, actions, remark=remark) for name in names.split())


def _c2pa(entry: str, *actions: str) -> tuple[Row, ...]:
    return (
        Row("C2PA", entry, "notAllowed", "-", actions),
        Row("C2PA", entry, "allowed", "+", actions),
        Row("C2PA", entry, "constrained", "?", actions),
        Row("C2PA", entry, "*", "?", actions),
    )


TABLE: tuple[Row, ...] = (
    Row("robots.txt", "Disallow", "an AI crawler", "-", AI, remark="longest match; the dated list of crawlers"),
    Row("robots.txt", "License", "a file not at hand", "?", MACHINES, remark="or one that can't be read"),
    Row("robots.txt", "comment", "*", "", remark="prose about rights is kept"),
    Row("robots directive", "noindex", "", "-", ("index",)),
    Row("robots directive", "none", "", "-", ("index",)),
    Row("robots directive", "noindex", "to an AI crawler", "-", AI),
    Row("robots directive", "none", "to an AI crawler", "-", AI),
    Row("robots directive", "noai", "to an AI crawler", "-", AI),
    Row("robots directive", "noimageai", "to an AI crawler", "-", AI, IMAGES),
    Row("robots directive", "noarchive", "", "-", ("archive",)),
    Row("robots directive", "nocache", "", "-", ("archive",)),
    Row("robots directive", "nosnippet", "", "-", ("extract",)),
    Row("robots directive", "max-snippet", "0", "-", ("extract",)),
    Row("robots directive", "max-snippet", "-1", "", remark="no limit, which is no permission"),
    Row("robots directive", "max-snippet", "N", "-", ("extract",), remark="beyond N characters"),
    Row("robots directive", "max-snippet", "*", "?", ("extract",)),
    Row("robots directive", "unavailable_after", "a date", "-", ("use",), remark="from then on"),
    Row("robots directive", "unavailable_after", "*", "?", ("use",)),
    Row("robots directive", "noai", "", "-", AI),
    Row("robots directive", "noimageai", "", "-", AI, IMAGES),
    *_each(
        "robots directive",
        "all index follow archive snippet cache translate nofollow notranslate noodp noydir noimageindex noimageclick "
        "indexifembedded max-image-preview max-video-preview data-nosnippet",
        "",
    ),
    Row("TDMRep", "tdm-reservation", "1", "-", TDM),
    Row("TDMRep", "tdm-reservation", "0", "+", ("ra:mine",), remark="mining only"),
    Row("TDMRep", "tdm-reservation", "*", "", remark="as if unset"),
    Row("TDMRep", "tdm-policy", "*", "", remark="address kept, never fetched"),
    Row("TDMRep", "tdmrep.json", "unreadable", "?", TDM),
    Row("RSL usage", "all", "", "", ("ra:mine", "ra:train", "ra:ground", "index")),
    Row("RSL usage", "ai-all", "", "", ("ra:mine", "ra:train", "ra:ground")),
    Row("RSL usage", "ai-train", "", "", ("ra:train",)),
    Row("RSL usage", "ai-input", "", "", ("ra:ground",)),
    Row("RSL usage", "ai-index", "", "", ("index",)),
    Row("RSL usage", "search", "", "", ("index",), remark="goes before ai-index, as people search by it"),
    Row("RSL payment", "free", "", "+"),
    Row("RSL payment", "attribution", "", "+", ("attribute", "cc:SourceCode"), remark="duties"),
    *(
        Row("RSL payment", name, "", "-", ("compensate",), remark="until it is paid")
        for name in ("purchase", "subscription", "training", "crawl", "use", "contribution")
    ),
    Row("RSL payment", "*", "", "?"),
    *_yes_no("Content-Usage", "train-ai", ("ra:train",), "n", "y"),
    *_yes_no("Content-Usage", "ai-use", ("ra:ground",), "n", "y"),
    *_yes_no("Content-Usage", "search", ("index",), "n", "y"),
    *_yes_no("Content-Usage", "train-genai", ("ra:generativeTraining",), "n", "y", old=True),
    *_yes_no("Content-Usage", "genai", ("ra:generativeTraining", "ra:ground"), "n", "y", old=True),
    *_yes_no("Content-Usage", "ai-output", ("ra:ground",), "n", "y", old=True),
    *_yes_no("Content-Usage", "inference", ("ra:ground",), "n", "y", old=True),
    *_yes_no("Content-Usage", "tdm", ("ra:mine",), "n", "y", old=True),
    *_yes_no("Content-Usage", "ai", AI, "n", "y", old=True),
    *_yes_no("Content-Usage", "bots", MACHINES, "n", "y", old=True),
    *_yes_no("Content-Usage", "all", MACHINES, "n", "y", old=True),
    Row("Content-Usage", "*", "*", "?", MACHINES),
    *_yes_no("Content-Signal", "search", ("index",), "no", "yes"),
    *_yes_no("Content-Signal", "ai-input", ("ra:ground",), "no", "yes"),
    *_yes_no("Content-Signal", "ai-train", ("ra:train",), "no", "yes"),
    Row("Content-Signal", "*", "*", "?", MACHINES),
    Row("ai.txt", "Disallow", "text", "-", ("ra:train",), remark="only where nothing else speaks of training"),
    Row("ai.txt", "Disallow", "images", "-", ("ra:train",), IMAGES, remark="likewise"),
    Row("ai.txt", "ai.txt", "unreadable", "?", ("ra:train",)),
    Row("schema.org", "license", "an open licence", "+", remark="the licence's own rules"),
    Row("schema.org", "license", "*", "?", LICENSED, remark="captured as a note"),
    Row("schema.org", "usageInfo", "*", "?", LICENSED, remark="captured as a note"),
    Row("schema.org", "unreadable", "*", "?", LICENSED, remark="only where it may have carried rights"),
    *_each(
        "schema.org",
        "acquireLicensePage copyrightHolder copyrightNotice copyrightYear creditText isAccessibleForFree conditionsOfAccess",
        "",
    ),
    Row("link", "license", "an open licence", "+", remark="the licence's own rules"),
    Row("link", "license", "application/rsl+xml", "?", MACHINES, remark="unless the file is at hand"),
    Row("link", "license", "*", "?", LICENSED, remark="captured as a note"),
    Row("link", "cc:permits", "*", "", remark="the licence that it describes decides"),
    Row("link", "cc:requires", "*", ""),
    Row("link", "cc:prohibits", "cc:CommercialUse", "-", ("cc:CommercialUse",)),
    Row("link", "cc:prohibits", "cc:DerivativeWorks", "-", ("derive",)),
    Row("link", "cc:prohibits", "*", "?", LICENSED),
    Row("link", "headers", "not at hand", "?", ("use",), remark="of a page that came in a file without them"),
    Row("link", "odrl:hasPolicy", "*", "?", LICENSED, remark="and permission, prohibition, obligation"),
    Row("PLUS", "plus:DataMining", "DMI-UNSPECIFIED", ""),
    Row("PLUS", "plus:DataMining", "DMI-ALLOWED", "+", (*TDM, "ra:generativeTraining")),
    Row("PLUS", "plus:DataMining", "DMI-PROHIBITED", "-", TDM),
    Row("PLUS", "plus:DataMining", "DMI-PROHIBITED-AIMLTRAINING", "-", ("ra:train",)),
    Row("PLUS", "plus:DataMining", "DMI-PROHIBITED-GENAIMLTRAINING", "-", ("ra:generativeTraining",)),
    Row("PLUS", "plus:DataMining", "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING", "-", TDM),
    Row("PLUS", "plus:DataMining", "DMI-PROHIBITED-SEECONSTRAINT", "?", TDM),
    Row("PLUS", "plus:DataMining", "DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR", "?", TDM),
    Row("PLUS", "plus:DataMining", "DMI-PROHIBITED-SEELINKEDRIGHTSEXPR", "?", TDM),
    Row("PLUS", "plus:DataMining", "*", "?", TDM),
    Row("image", "xmpRights:UsageTerms", "*", "?", LICENSED, remark="read as a notice by a person"),
    Row("image", "xmpRights:WebStatement", "*", "?", LICENSED, remark="unless it is an open licence"),
    Row("image", "cc:license", "*", "?", LICENSED, remark="unless it is an open licence"),
    Row("image", "plus:OtherConstraints", "*", "?", LICENSED),
    Row("image", "plus:EmbeddedEncodedRightsExpr", "*", "?", LICENSED),
    Row("image", "plus:LinkedEncodedRightsExpr", "*", "?", LICENSED),
    Row("image", "c2pa:validation", "Invalid", "?", (*LICENSED, "ra:train"), remark="nothing that it allows counts"),
    Row("image", "c2pa:validation", "*", ""),
    Row("image", "unreadable", "*", "?", (*LICENSED, "ra:train")),
    *_each(
        "image",
        "dc:rights dc:creator photoshop:Credit photoshop:Source plus:Licensor plus:CopyrightOwner plus:ImageSupplier "
        "plus:ImageCreator xmpRights:Marked xmpRights:Owner Iptc4xmpExt:DigitalSourceType iptc:CopyrightNotice "
        "iptc:Credit iptc:Source exif:Copyright",
        "",
    ),
    *_c2pa("data_mining", *TDM),
    *_c2pa("ai_inference", "ra:ground"),
    *_c2pa("ai_training", "ra:train"),
    *_c2pa("ai_generative_training", "ra:generativeTraining"),
    Row("C2PA", "*", "*", "?", MACHINES),
    Row("item", "usageterms", "*", "?", LICENSED, remark="read as a notice"),
    Row("item", "rightsExpression", "unreadable", "?", LICENSED, remark="an unknown profile too"),
    *_each("item", "copyrightholder copyrightnotice rightsinfo", ""),
    Row("usage terms", "editorial use only", "", "-", ("use",), remark="for purposes that aren't editorial"),
    Row("usage terms", "no commercial use", "", "-", ("use",), remark="by commercial consumers, and for advertising"),
    Row("usage terms", "no advertising", "", "-", ("use",), remark="for advertising"),
    Row("usage terms", "no archives", "", "-", ("archive",)),
    Row("usage terms", "no sales", "", "-", ("sell",)),
    Row("usage terms", "no sales, published", "", "?", ("distribute",), remark="what is paid for may be a sale"),
    Row("usage terms", "no derivatives", "", "-", ("derive",), remark="cropping too"),
    Row("usage terms", "no AI", "", "-", ("ra:mine", "ra:ground")),
    Row("usage terms", "countries out", "", "-", EVERYTHING, remark="in the countries named"),
    Row("usage terms", "countries only", "", "-", EVERYTHING, remark="outside the countries named"),
    Row("usage terms", "embargo", "", "-", EVERYTHING, remark="until the last moment that may be meant"),
    Row("usage terms", "expiry", "", "-", EVERYTHING, remark="from the first moment that may be meant"),
    Row("usage terms", "credit", "", "", remark="every decision carries the line"),
)  # fmt: skip

FAMILIES = tuple(dict.fromkeys(row.family for row in TABLE))


@lru_cache(maxsize=1)
def _rows() -> dict[tuple[str, str, str], Row]:
    return {(row.family, row.name.casefold(), row.value.casefold()): row for row in TABLE}


def row_of(family: str, name: str, value: str = "") -> Row | None:
    """Return the row for a value, else the one for every other value of that name, else of that family."""
    rows = _rows()
    named = name.strip().casefold()
    tried = ((named, value.strip().casefold()), (named, "*"), ("*", "*"))
    return next((rows[family, *one] for one in tried if (family, *one) in rows), None)


def effects_of(family: str, name: str, value: str = "", written: str = "") -> tuple[Effect, ...]:
    """Return what a value does; `written` is the value as it stands there, where the row is found by another word."""
    row = row_of(family, name, value)
    return row.effects(written or value) if row else ()


def actions_of(family: str, name: str) -> tuple[str, ...]:
    """Return the actions of a row that has one value; none where there is no such row."""
    row = row_of(family, name)
    return row.actions if row else ()
