"""Examples of the schema: one question about one article, from the answer to the passage."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample

ARTICLE_ID = "5a3c0b9e-7c55-4f0e-9a3c-2f1f6d8f0c11"
DECISION_ID = "0d4b5a67-0a4e-4a7b-8a43-6f1a3f0f5b02"
CHECK_ID = "c7a3e1d4-31f0-4c55-8f43-6a9a3d1f2b03"
_PARTY = "urn:rights:party:wirtualna-polska-media-sa"
_POLICY = "urn:rights:policy:essanews-terms"
_DIGEST = "9f2b" * 16
_ATTRIBUTION = "“A headline”, essanews.com, 2024-10-21. © essanews.com. https://essanews.com/a-headline,123"

QUESTION = {
    "article": ARTICLE_ID,
    "use": "excerpt",
    "asset": "text",
    "words": 40,
    "purpose": "news-reporting",
    "territory": "PL",
    "audience": "internal",
}
ASK = [{"party": _PARTY, "name": "Wirtualna Polska Media S.A."}]
_CITATION = {
    "policy": _POLICY,
    "title": "Terms of essanews.com",
    "version": f"{_POLICY}@1",
    "digest": _DIGEST,
    "kind": "terms",
    "rule": "/prohibition/0",
    "clauses": [{"label": "C1", "start": 0, "end": 24, "text": "All rights are reserved."}],
    "text": "",
    "source": "",
}
OBSTACLE = {
    "row": 5,
    "code": "terms-reserve",
    "outcome": "consent",
    "says": "“Terms of essanews.com” forbids it without the prior consent of Wirtualna Polska Media S.A..",
    "remedy": "Obtain the consent of Wirtualna Polska Media S.A. as an agreement.",
    "ask": ASK,
    "citation": _CITATION,
    "premises": [],
    "overridden": False,
}
DECISION = {
    "id": DECISION_ID,
    "outcome": "consent",
    "article": ARTICLE_ID,
    "use": "excerpt",
    "asset": "text",
    "consumer": "newsroom",
    "asked": {
        "purpose": "news-reporting",
        "territory": "PL",
        "audience": "internal",
        "words": 40,
        "characters": None,
        "claims": [],
    },
    "at": "2026-06-02T10:00:00Z",
    "known_at": "2026-06-02T10:00:00Z",
    "hypothetical": False,
    "recorded_at": "2026-06-02T10:00:00Z",
    "parts": [
        {
            "part": "text",
            "kind": "text",
            "outcome": "consent",
            "holders": [
                {
                    "holder": _PARTY,
                    "holder_name": "Wirtualna Polska Media S.A.",
                    "outcome": "consent",
                    "row": 5,
                    "citation": _CITATION,
                    "duties": [],
                    "quota_left": None,
                    "agreements": [],
                    "reason": {"code": OBSTACLE["code"], "says": OBSTACLE["says"]},
                    "obstacles": [OBSTACLE],
                    "notes": [],
                }
            ],
        }
    ],
    "ask": ASK,
    "words_allowed": 10,
    "attribution": _ATTRIBUTION,
    "valid_until": None,
    "obligations": [],
    "override": None,
    "digest": _DIGEST,
    "facts_digest": _DIGEST,
    "links": {"self": f"/api/v1/decisions/{DECISION_ID}", "article": f"/api/v1/articles/{ARTICLE_ID}"},
}
_CHECK = {
    "id": CHECK_ID,
    "state": "requested",
    "article": ARTICLE_ID,
    "use": "excerpt",
    "asset": "text",
    "requested_at": "2026-06-02T10:00:00Z",
    "done_at": None,
    "failure": "",
    "links": {"self": f"/api/v1/checks/{CHECK_ID}", "article": f"/api/v1/articles/{ARTICLE_ID}"},
}
WAITING = OpenApiExample("waiting", _CHECK, response_only=True, status_codes=["202"])
ANSWERED = OpenApiExample(
    "answered",
    _CHECK
    | {
        "state": "done",
        "done_at": "2026-06-02T10:00:01Z",
        "links": {
            "self": f"/api/v1/checks/{CHECK_ID}",
            "article": f"/api/v1/articles/{ARTICLE_ID}",
            "decision": f"/api/v1/decisions/{DECISION_ID}",
        },
    },
    response_only=True,
)
ARTICLE = {
    "id": ARTICLE_ID,
    "address": "https://essanews.com/a-headline,123",
    "headline": "A headline",
    "authors": [],
    "publisher": {"identifier": "wirtualna-polska-media", "name": "Wirtualna Polska Media"},
    "site": "essanews.com",
    "section": "News",
    "language": "en",
    "date_published": "2024-10-21T08:12:00Z",
    "date_modified": None,
    "copyright_notice": "© essanews.com",
    "word_count": 612,
    "captured_at": "2026-06-01T09:00:00Z",
    "date_published_printed": "21 October 2024",
    "identifiers": {},
    "held_words": 10,
    "full_copy_words": 0,
    "images": [
        {
            "id": "e1b0a1c2-9a3b-4f6d-8f0a-1c2d3e4f5a04",
            "address": "https://essanews.com/picture.jpg",
            "credit_text": "© PAP | PAP/EPA",
            "credits": [{"name": "PAP", "role": "supplier"}, {"name": "EPA", "role": "agency"}],
        }
    ],
    "attribution": _ATTRIBUTION,
    "links": {
        "self": f"/api/v1/articles/{ARTICLE_ID}",
        "page": "https://essanews.com/a-headline,123",
        "decisions": "/api/v1/decisions",
        "releases": f"/api/v1/articles/{ARTICLE_ID}/releases",
        "full_text": f"/api/v1/articles/{ARTICLE_ID}/full-text",
    },
}
FULL_TEXT = {
    "text": "Every word of the article, exactly as they were published.",
    "words": 9,
    "language": "en",
    "digest": "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
    "use": "store",
    "attribution": _ATTRIBUTION,
    "duties": [{"action": "attribute", "due_at": None}],
    "decision": DECISION_ID,
    "delivery": "7b1f3d20-2a5d-4b7e-9f3e-5d6c7b8a9005",
    "valid_until": "2026-07-01T00:00:00Z",
    "links": {"decision": f"/api/v1/decisions/{DECISION_ID}", "article": f"/api/v1/articles/{ARTICLE_ID}"},
}
RELEASE = {
    "text": "Ten words of the article, exactly as they were published.",
    "words": 10,
    "start": 0,
    "attribution": _ATTRIBUTION,
    "duties": [{"action": "attribute", "due_at": None}],
    "decision": DECISION_ID,
    "delivery": "7b1f3d20-2a5d-4b7e-9f3e-5d6c7b8a9005",
    "valid_until": "2026-07-01T00:00:00Z",
    "links": {"decision": f"/api/v1/decisions/{DECISION_ID}", "article": f"/api/v1/articles/{ARTICLE_ID}"},
}
