"""Wrong types everywhere: whatever stands in a document, it is read or refused and nothing crashes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from licensing.policy.errors import UnreadableError
from licensing.policy.odrl import read_policy
from licensing.policy.standalone.evaluate import evaluate
from licensing.policy.standalone.reading import read_request, read_world
from licensing.policy.standalone.world import Ask, World
from licensing.policy.validate import Code, validate
from tests.policy.builders import constraint
from tests.policy.odrl_documents import Json, whole_documents

ROOT = Path(__file__).resolve().parents[2]
# --- wrong types everywhere ------------------------------------------------------------------------------------------

JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 1.5, "", "x", [], {}, [[]], [{}], {"@id": {}}, {"@value": []}, {"@list": {}}, {"uid": [1]},
     {"@type": [{}]}, {"rdf:value": {"rdf:value": 1}}, {"@set": [None]}, ["x", 1, None], {"": ""}, {":": ":"}]
)  # fmt: skip


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every member of every object and list, to be spoilt."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in list(pairs) for found in [(value, key), *places(inner)]]


@st.composite
def spoilt(draw: st.DrawFn) -> Json:
    made: Json = json.loads(json.dumps(draw(whole_documents())))
    for _ in range(draw(st.integers(1, 3))):
        holder, key = draw(st.sampled_from(places(made)))
        holder[key] = json.loads(json.dumps(draw(JUNK)))
    return made


often = settings(
    max_examples=60,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@often
@given(spoilt())
def test_wrong_types_are_read_or_refused_and_never_crash(made: Json) -> None:
    try:
        policy = read_policy(made)
    except UnreadableError:
        assert [one.code for one in validate(made)] == [Code.UNREADABLE]
    else:
        evaluate(policy, Ask(action="use"), World())
        assert all("please report" not in one.sentence() for one in validate(made))


WORLD: Json = {
    "currentTime": "2026-01-01T00:00:00Z",
    "partOf": {"urn:a": ["urn:b"]},
    "context": {"purpose": "any"},
    "properties": {"urn:a": {"language": "pl"}},
    "counts": {"urn:r": 3},
    "duties": {"urn:d": ["fulfilled"]},
    "performed": [
        {"action": "play", "assignee": "urn:x", "target": "urn:a", "at": "2026-01-01T00:00:00Z", "times": 2}
    ],
    "events": ["urn:e"],
    "permission": [
        {
            "action": "play",
            "target": "urn:a",
            "assignee": "urn:x",
            "constraint": [constraint("count", "eq", 1)],
        }
    ],
}


@often
@given(st.data())
def test_wrong_types_in_requests_and_states_are_read_or_refused(data: st.DataObject) -> None:
    made: Json = json.loads(json.dumps(WORLD))
    for _ in range(2):
        holder, key = data.draw(st.sampled_from(places(made)))
        holder[key] = json.loads(json.dumps(data.draw(JUNK)))
    for read in (read_request, read_world):
        try:
            read(made)
        except UnreadableError:
            continue
