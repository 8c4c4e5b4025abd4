"""Every type of problem that the API answers, with its status and what it means. `/problems/` shows this table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ProblemType:
    """A type of problem (RFC 9457): `slug` is stable and ends its `type`; `about` says what to do."""

    slug: str
    status: int
    title: str | Promise
    about: str | Promise


_ALL = (
    # 400: it isn't a question
    ProblemType(
        "malformed-body",
        400,
        _("The body can't be read"),
        _("Send one JSON object in UTF-8: no key twice, no NUL, at most 8 levels deep."),
    ),
    ProblemType(
        "invalid-field",
        400,
        _("A field is missing or of the wrong type"),
        _("`errors` says which fields are wrong and what they must be; the schema shows them all."),
    ),
    ProblemType(
        "unknown-field",
        400,
        _("There is no such field"),
        _(
            "Leave the field out or spell it as the schema does. The consumer is never a field: it is the token's."
        ),
    ),
    ProblemType(
        "bad-request",
        400,
        _("The request can't be understood"),
        _("Compare it with the examples of the schema."),
    ),
    # 422: a question that can't be answered
    ProblemType(
        "unknown-format",
        422,
        _("Nothing tells the format of the file"),
        _("Say it with the parameter `format`, or with the media type of the body."),
    ),
    ProblemType(
        "unknown-use",
        422,
        _("This use is unknown"),
        _("Ask for one of the uses or actions that GET /api/v1/uses lists."),
    ),
    ProblemType(
        "too-general",
        422,
        _("This action is too general"),
        _("`use` and `transfer` include everything; name what is to be done."),
    ),
    ProblemType(
        "unknown-purpose", 422, _("This purpose is unknown"), _("GET /api/v1/uses lists the purposes.")
    ),
    ProblemType(
        "unknown-territory",
        422,
        _("This territory is unknown"),
        _("Use an ISO 3166-1 alpha-2 code in capitals, or EU, EEA or WORLD."),
    ),
    ProblemType(
        "unknown-audience", 422, _("This audience is unknown"), _("An audience is self, internal or public.")
    ),
    ProblemType(
        "contradiction",
        422,
        _("Two statements contradict each other"),
        _("The use fixes the audience, or key and Idempotency-Key differ: state one of them."),
    ),
    ProblemType(
        "out-of-range",
        422,
        _("This amount is out of range"),
        _("A passage has 1 to 1000 words; who needs more asks for the whole text (store, share, republish)."),
    ),
    ProblemType(
        "naive-time",
        422,
        _("This time has no time zone"),
        _("Write a date-time with Z or an offset: 2026-03-01T12:00:00+01:00."),
    ),
    ProblemType(
        "absurd-time", 422, _("This time makes no sense"), _("Moments lie between the years 1900 and 2200.")
    ),
    ProblemType(
        "future-knowledge",
        422,
        _("The future isn't on record"),
        _("`known_at` is now or earlier. To ask about a later use, set `at`."),
    ),
    ProblemType(
        "declared-elsewhen",
        422,
        _("A use is declared when it happens"),
        _("Leave out `at` and `known_at`, or don't declare."),
    ),
    ProblemType(
        "no-such-part",
        422,
        _("The article has no such part"),
        _("A part is article, metadata, text, or the id of one of the images that the article lists."),
    ),
    ProblemType(
        "not-applicable",
        422,
        _("The use has no meaning for this part"),
        _("GET /api/v1/uses lists the parts that each use concerns."),
    ),
    ProblemType(
        "bad-key", 422, _("This key can't be kept"), _("A key has at most 200 printable ASCII characters.")
    ),
    # who asks
    ProblemType(
        "unauthenticated",
        401,
        _("No valid credential"),
        _(
            "Send the header “Authorization: Bearer” with the token of a consumer. A rights officer issues tokens."
        ),
    ),
    ProblemType(
        "may-not-ingest",
        403,
        _("This consumer may not take articles in"),
        _("Ask a rights officer to register the fact `may-ingest` for the consumer."),
    ),
    ProblemType(
        "consumer-inactive",
        403,
        _("Access of this consumer is closed"),
        _("A rights officer closed it and can open it again."),
    ),
    ProblemType("forbidden", 403, _("This isn't yours to do"), _("Ask a rights officer.")),
    ProblemType(
        "release-refused",
        403,
        _("No text may be handed out"),
        _(
            "The decision is on record: `obstacles` says what stands in the way, `ask` whose consent would help, "
            "`words_allowed` how many words would be handed out."
        ),
    ),
    # what is asked for
    ProblemType("not-found", 404, _("Nothing is here"), _("/api/v1/docs lists every address of the API.")),
    ProblemType(
        "article-not-found",
        404,
        _("No such article"),
        _("GET /api/v1/articles lists what the archive holds."),
    ),
    ProblemType(
        "decision-not-found", 404, _("No such decision"), _("A consumer reads its own decisions only.")
    ),
    ProblemType(
        "ingestion-not-found", 404, _("No such ingestion"), _("A consumer reads its own ingestions only.")
    ),
    ProblemType("check-not-found", 404, _("No such check"), _("A consumer reads its own checks only.")),
    ProblemType(
        "no-excerpt-held",
        404,
        _("No text is held there"),
        _("`held_words` of the article says how many words a passage can be taken from."),
    ),
    ProblemType(
        "no-full-copy-held",
        404,
        _("No full copy is held"),
        _(
            "The archive holds no full copy of the article that it may hand out; `full_copy_words` says how long one is."
        ),
    ),
    ProblemType(
        "key-reused",
        409,
        _("The key was used for another request"),
        _("A key belongs to one request; choose a new one for another."),
    ),
    ProblemType(
        "quota-exhausted",
        409,
        _("The quota was used up meanwhile"),
        _("Nothing was released or counted. Ask for a decision to see when the quota opens again."),
    ),
    # how it is asked
    ProblemType(
        "method-not-allowed",
        405,
        _("This method isn't offered here"),
        _("The header Allow lists those that are."),
    ),
    ProblemType("not-acceptable", 406, _("No such representation"), _("Answers are application/json.")),
    ProblemType("body-too-large", 413, _("The body is too large"), _("A question has at most 65,536 bytes.")),
    ProblemType(
        "unsupported-media-type",
        415,
        _("The body isn't JSON"),
        _("Send it as Content-Type: application/json."),
    ),
    ProblemType(
        "too-many-requests", 429, _("Too many requests"), _("Wait as many seconds as Retry-After says.")
    ),
    ProblemType(
        "internal-error",
        500,
        _("Something failed here"),
        _("Nothing was permitted or released. Try again; if it stays, tell the operators when it happened."),
    ),
)

TYPES: dict[str, ProblemType] = {one.slug: one for one in _ALL}
"""Slug → type."""
