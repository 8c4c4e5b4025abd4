"""Taking articles in, as the schema tells it."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema

from licensing.api.documentation.headers import LANGUAGE, at_path
from licensing.api.documentation.problems import PROBLEM_JSON, problem, problems
from licensing.api.inputs import IngestionInput, IngestionQuery
from licensing.api.outputs import IngestionOutput, ProblemOutput
from licensing.api.uploads import ANY_FILE, MEDIA_TYPES

_ID = "0b8f5b1e-6d0c-4a4e-9f0e-2f4a4c1f7d10"
_RUN = {
    "id": _ID,
    "state": "done",
    "format": "jsonl",
    "address": "",
    "dry_run": False,
    "counts": {
        "read": 3, "stored": 1, "updated": 0, "unchanged": 1, "queued": 0, "refused": 0, "failed": 1,
    },
    "problems": [
        {"line": 3, "field": "address", "reason": "The address is on no recorded source.", "refused": False}
    ],
    "full_copies": {"wanted": False, "kept": 0, "refused": 0, "reasons": []},
    "would": [],
    "failure": None,
    "requested_at": "2026-03-02T10:00:00+01:00",
    "started_at": "2026-03-02T10:00:00+01:00",
    "finished_at": "2026-03-02T10:00:01+01:00",
    "links": {"self": f"/api/v1/ingestions/{_ID}"},
}  # fmt: skip
_WAITING = {
    **_RUN,
    "state": "requested",
    "format": "",
    "address": "https://essanews.com/sitemap-news.xml",
    "counts": dict.fromkeys(("read", "stored", "updated", "unchanged", "queued", "refused", "failed"), 0),
    "problems": [],
    "started_at": None,
    "finished_at": None,
}
_REFUSED = problem(
    "may-not-ingest",
    "This consumer may not take articles in",
    403,
    "Ask a rights officer to register the fact `may-ingest` for the consumer.",
    "/api/v1/ingestions",
)

ingestion_requested = extend_schema(
    operation_id="ingest",
    tags=["ingestions"],
    summary="Take this file, or what stands at this address",
    description="A file in the body is held in memory and taken in before the answer: text that may not be kept reaches no "
    "disk. An address, in a JSON object, is fetched by a worker, politely. Each article comes in as far as the rights gate "
    "allows. Posting a file again is safe: what is unchanged is counted and left alone.",
    parameters=[LANGUAGE, IngestionQuery],
    request={
        "application/json": IngestionInput,
        **dict.fromkeys((*sorted(MEDIA_TYPES), ANY_FILE), OpenApiTypes.BINARY),
    },
    responses={
        201: OpenApiResponse(
            IngestionOutput,
            "The file is taken in: what became of each of its rows.",
            [OpenApiExample("a file", _RUN, response_only=True, status_codes=["201"])],
        ),
        202: OpenApiResponse(
            IngestionOutput,
            "The address is in the queue; look at `links.self`.",
            [OpenApiExample("an address", _WAITING, response_only=True, status_codes=["202"])],
        ),
        **problems(413, 415, 422),
        (403, PROBLEM_JSON): OpenApiResponse(
            ProblemOutput, "Nobody registered that this consumer may take articles in.", [_REFUSED]
        ),
    },
    examples=[
        OpenApiExample(
            "an address",
            {"address": "https://essanews.com/sitemap-news.xml"},
            request_only=True,
            media_type="application/json",
        )
    ],
)

ingestion_read = extend_schema(
    operation_id="readIngestion",
    tags=["ingestions"],
    summary="How far is it?",
    description="Live counts of one of the consumer's own runs, and the first hundred rows that didn't come in.",
    parameters=[LANGUAGE, at_path("ingestion_id", "The run's `id`.")],
    responses={
        200: OpenApiResponse(
            IngestionOutput,
            "The run as it is now.",
            [OpenApiExample("a run", _RUN, response_only=True, status_codes=["200"])],
        ),
        **problems(404),
    },
)
