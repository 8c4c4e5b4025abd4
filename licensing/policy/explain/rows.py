"""The whole explanation: use → part → holder → the rows of the truth table with what was heard in each."""

from __future__ import annotations

from collections.abc import Iterator

from licensing.policy.ask import Reach, resolve
from licensing.policy.explain.heard import Heard, as_captured, heard
from licensing.policy.explain.tree import Explained, node, sentence
from licensing.policy.model import (
    Decision,
    Facts,
    Holder,
    HolderAnswer,
    Obstacle,
    Part,
    PartAnswer,
    PartKind,
    PolicyKind,
    Saying,
    Suspension,
    Use,
)
from licensing.policy.moments import written
from licensing.policy.values import Question, stated_purpose, stated_territory

ROWS: dict[int, tuple[PolicyKind, ...]] = {
    1: (),
    2: (PolicyKind.HOUSE,),
    3: (PolicyKind.AGREEMENT,),
    4: (PolicyKind.STATUTE,),
    5: (PolicyKind.TERMS, PolicyKind.SIGNAL),
    6: (),
}
"""Row of the truth table → the kinds of policy that are heard in it (semantics.md section 3)."""

_STATUTES = 4
"""The row whose statutes leave notes where they are silent."""


def explain(decision: Decision, facts: Facts) -> Explained:
    """Why ``decision`` is what it is; ``facts`` are those that it was made from."""
    use = decision.use
    code = "use-hypothetical" if decision.hypothetical else "use"
    return node(
        "use",
        code,
        state=decision.outcome.value,
        children=[
            *_asked(use, facts),
            *_smaller(decision),
            *(_part(one, use, facts) for one in decision.parts),
        ],
        use=use.action,
        asset=use.asset,
        consumer=decision.consumer,
        at=written(use.at),
        known_at=written(use.known_at),
        outcome_word=decision.outcome.value,
    )


def _smaller(decision: Decision) -> Iterator[Explained]:
    if decision.words_allowed is not None:
        yield node("note", "words-allowed", words=decision.words_allowed)


def overridden(told: Explained, *, officer: str, outcome: str, reason: str) -> Explained:
    """An explanation under the word of the officer who decided otherwise."""
    return node(
        "override",
        "override",
        state=outcome,
        children=[told],
        officer=officer,
        outcome_word=outcome,
        reason=reason,
    )


# --- what is asked ---------------------------------------------------------------------------------------------------


def _asked(use: Use, facts: Facts) -> Iterator[Explained]:
    """What the request states, and what of it counts."""
    question = Question(use, facts, Part("", PartKind.METADATA, ()), Holder(()), Reach(use.action, ()))
    yield _stated("purpose", use.purpose, facts, known=stated_purpose(question) is not None)
    yield _stated("territory", use.territory, facts, known=stated_territory(question) is not None)
    yield _stated("audience", use.audience.value if use.audience else None, facts)
    for name, amount in (("words", use.words), ("characters", use.characters)):
        if amount is not None:
            yield _stated(name, str(amount), facts)
    for claim in sorted(use.claims):
        yield node("asked", "asked-claim", claim=claim)


def _stated(name: str, value: str | None, facts: Facts, *, known: bool = True) -> Explained:
    if value is None:
        return node("asked", "asked-missing", state="unknown", what_word=name)
    if not known:
        consumer = facts.consumer.id
        return node(
            "asked", "asked-unregistered", state="unknown", what_word=name, value=value, consumer=consumer
        )
    return node("asked", "asked-value", state="satisfied", what_word=name, value=value)


# --- parts and holders -----------------------------------------------------------------------------------------------


def _part(answer: PartAnswer, use: Use, facts: Facts) -> Explained:
    part = next(one for one in facts.article.parts if one.id == answer.part)
    holders = {holder.key: holder for holder in part.holders}
    return node(
        "part",
        "part",
        state=answer.outcome.value,
        children=[
            _holder(one, _question(use, facts, part, holders.get(one.holder, Holder(()))))
            for one in answer.holders
        ],
        part=answer.part,
        kind_word=answer.kind.value,
        outcome_word=answer.outcome.value,
    )


def _question(use: Use, facts: Facts, part: Part, holder: Holder) -> Question:
    return Question(use, facts, part, holder, resolve(use).reach)


def _holder(answer: HolderAnswer, question: Question) -> Explained:
    known = bool(question.holder.parties)
    names = dict(question.facts.names)
    holder = answer.holder_name or ", ".join(names.get(p, p) for p in question.holder.parties)
    reason = Explained("reason", answer.reason.code, answer.reason.values, answer.outcome.value)
    return node(
        "holder",
        "holder" if known else "holder-unknown-here",
        state=answer.outcome.value,
        children=[reason, *(_row(row, answer, question) for row in ROWS)],
        holder=holder,
        row=answer.row,
        outcome_word=answer.outcome.value,
    )


# --- rows ------------------------------------------------------------------------------------------------------------


def _row(row: int, answer: HolderAnswer, question: Question) -> Explained:
    """One row: what was heard, the obstacles met with what would remove each, the notes."""
    children = [
        *(_suspensions(question) if row == 1 else ()),
        *_policies(row, answer, question),
        *(_obstacle(met) for met in answer.obstacles if met.row == row),
        *(_note(said) for said in answer.notes if row == _STATUTES),
    ]
    decides = answer.row == row
    code = "row-decides" if decides else "row-heard" if children else "row-empty"
    state = answer.outcome.value if decides else ""
    return node("row", code, state=state, children=children, row=row, row_word=f"row-{row}")


def _policies(row: int, answer: HolderAnswer, question: Question) -> Iterator[Explained]:
    found: list[Heard] = heard(question.facts.on_record, ROWS[row], question, at=question.use.at)
    published = PolicyKind.TERMS in ROWS[row]
    if published and answer.agreements and found:
        yield node("note", "strangers-only")
    yield from (one.told for one in found)
    then = as_captured(question, ROWS[row]) if published else []
    if then:
        captured = written(question.facts.article.captured_at)
        yield node("captured", "as-captured", children=[one.told for one in then], at=captured)


def _suspensions(question: Question) -> Iterator[Explained]:
    for one in sorted(
        question.facts.suspensions, key=lambda s: (s.effective_from, s.kind, s.reason, s.part or "")
    ):
        yield _suspension(one, question)


def _suspension(one: Suspension, question: Question) -> Explained:
    at, end = question.use.at, one.effective_to
    now = one.effective_from <= at and (end is None or at < end)
    here = one.part in (None, question.part.id)
    return node(
        "suspension",
        ("suspension-stops" if here else "suspension-elsewhere") if now else "suspension-not-now",
        state="active" if now and here else "inactive",
        kind_word=one.kind,
        reason=one.reason,
        start=written(one.effective_from),
        end=written(end) if end else "…",
        part=one.part or "",
    )


def _obstacle(met: Obstacle) -> Explained:
    """An obstacle with what would remove it; one that a permit overrides says so by its state."""
    removing = Explained("remedy", met.code, met.values)
    state = "overridden" if met.overridden else met.outcome.value
    return Explained("obstacle", met.code, met.values, state, (removing,) if _has_remedy(removing) else ())


def _has_remedy(removing: Explained) -> bool:
    return bool(sentence(removing))


def _note(said: Saying) -> Explained:
    return Explained("note", said.code, said.values)
