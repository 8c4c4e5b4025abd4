"""A recorded decision as a consumer reads it: the same answer, its sentences in the reader's language.

The recorded bytes stay as they are (their digest is in the answer); sentences are made anew from their stable codes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse

from archive.ingestion.bulk import Told
from archive.models import Ingestion
from archive.models.ingestions import COUNTERS
from licensing.models import Check, Decision, Obligation, Party
from licensing.policy.vocabulary.sentences import remedy, say

Data = dict[str, Any]

MOST_PROBLEMS = 100
"""Rows that didn't come in, as a run tells of them."""
_ASKED = ("purpose", "territory", "audience", "words", "characters", "claims")


def decision_data(row: Decision, obligations: Iterable[Obligation], language: str) -> Data:
    """Return a decision with everything that it rests on, in `language` (`en` or `pl`)."""
    record = json.loads(row.record)
    answer = record.get("decision", record)  # an override holds the answer that it replaces
    reader = _Reader(language, _names(json.loads(row.facts)["facts"]["names"], answer))
    parts = [reader.part(part) for part in answer["parts"]]
    return {
        "id": str(row.pk),
        "outcome": row.outcome,
        "article": str(row.article),
        "use": row.use,
        "asset": row.asset,
        "consumer": row.consumer,
        "asked": {name: answer["use"][name] for name in _ASKED},
        "at": row.at,
        "known_at": row.known_at,
        "hypothetical": row.hypothetical,
        "recorded_at": row.recorded_at,
        "parts": parts,
        "ask": _whom_to_ask(parts),
        "words_allowed": answer["words_allowed"],
        "attribution": answer["attribution"],
        "valid_until": row.valid_until,
        "obligations": [_owed(one) for one in obligations],
        "override": _override(row),
        "digest": row.digest,
        "facts_digest": row.facts_digest,
        "links": {"self": decision_path(row), "article": article_path(str(row.article))},
    }


def check_data(row: Check) -> Data:
    """Return how far a check has come, and where its decision is."""
    links = {"self": path("check", row.pk), "article": article_path(str(row.article))}
    if row.decision:
        links["decision"] = path("decision", row.decision)
    return {
        "id": str(row.pk),
        "state": row.state,
        "article": str(row.article),
        "use": row.use,
        "asset": row.asset,
        "requested_at": row.requested_at,
        "done_at": row.done_at,
        "failure": row.failure,
        "links": links,
    }


def standing(parts: Iterable[Data]) -> list[Data]:
    """Return the obstacles that stand in the way, each with its part, without those that a permit overrides."""
    return [
        {"part": part["part"], **met}
        for part in parts
        for holder in part["holders"]
        for met in holder["obstacles"]
        if not met["overridden"]
    ]


def path(name: str, identifier: object = None) -> str:
    """Return the path of one thing of the API, or of all of its kind."""
    return reverse(f"api:{name}", args=None if identifier is None else [str(identifier)])


def ingestion_data(run: Ingestion, told: Told | None = None) -> Data:
    """Return a run as the API tells of it."""
    problems = run.row_failures.order_by("line", "pk")[:MOST_PROBLEMS]
    return {
        "id": str(run.pk),
        "state": run.state,
        "format": run.format,
        "address": run.address,
        "dry_run": run.dry_run,
        "counts": {name: getattr(run, name) for name in COUNTERS},
        "problems": [
            {"line": one.line, "field": one.field, "reason": one.reason, "refused": one.refused}
            for one in problems
        ],
        "full_copies": {
            "wanted": run.full_copies,
            "kept": run.copies_kept,
            "refused": run.copies_refused,
            "reasons": [
                {"rows": rows, "says": sentence}
                for sentence, rows in sorted(run.copy_refusals.items(), key=lambda each: -each[1])
            ],
        },
        "would": [
            {"rows": rows, "says": sentence}
            for sentence, rows in (told.sentences.most_common() if told else ())
        ],
        "failure": run.failure or None,
        "requested_at": run.requested_at,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "links": {"self": path("ingestion", run.pk)},
    }


def decision_path(row: Decision) -> str:
    """Return the path of a decision."""
    return path("decision", row.pk)


def article_path(identifier: str) -> str:
    """Return the path of an article."""
    return path("article", identifier)


def pathname(address: str | None) -> str | None:
    """Return an address without scheme and host."""
    return address and urlsplit(address)._replace(scheme="", netloc="").geturl()


def _names(recorded: Iterable[tuple[str, str]], answer: Data) -> dict[str, str]:
    """Return the names of those to be asked: as they were recorded, else as they are now."""
    asked = {
        party
        for part in answer["parts"]
        for holder in part["holders"]
        for met in holder["obstacles"]
        for party in met["ask"]
    }
    names = dict(recorded)
    parties = Party.objects.filter(identifier__in=asked - names.keys())
    return names | dict(parties.values_list("identifier", "name"))


def _owed(one: Obligation) -> Data:
    names = ("action", "policy", "rule", "incurred_at", "due_at", "state")
    return {name: getattr(one, name) for name in names}


def _override(row: Decision) -> Data | None:
    if row.replaces is None:
        return None
    return {"replaces": str(row.replaces), "reason": row.reason}


def _whom_to_ask(parts: Iterable[Data]) -> list[Data]:
    asked = {one["party"]: one for met in standing(parts) for one in met["ask"]}
    return [asked[party] for party in sorted(asked)]


class _Reader:
    """Words the pieces of one answer."""

    def __init__(self, language: str, names: Mapping[str, str]) -> None:
        self.language = language
        self.names = names

    def part(self, data: Data) -> Data:
        return {**data, "holders": [self.holder(one) for one in data["holders"]]}

    def holder(self, data: Data) -> Data:
        kept = ("holder", "holder_name", "outcome", "row", "citation", "duties", "quota_left", "agreements")
        return {
            **{name: data[name] for name in kept},
            "reason": self.saying(data["reason"]),
            "obstacles": [self.obstacle(one) for one in data["obstacles"]],
            "notes": [self.saying(one) for one in data["notes"]],
        }

    def obstacle(self, data: Data) -> Data:
        kept = ("row", "code", "outcome", "citation", "premises", "overridden")
        return {
            **{name: data[name] for name in kept},
            "says": self.sentence(say, data),
            "remedy": self.sentence(remedy, data),
            "ask": [{"party": party, "name": self.names.get(party, "")} for party in data["ask"]],
        }

    def saying(self, data: Data) -> Data:
        return {"code": data["code"], "says": self.sentence(say, data)}

    def sentence(self, words: Any, data: Data) -> str:  # noqa: ANN401 - say or remedy
        values = tuple((str(name), str(value)) for name, value in data["values"])
        said: str = words(data["code"], values, self.language)
        return said
