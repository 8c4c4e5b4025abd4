"""Mangled documents: whatever stands in them, there is a report or one refusal with its place, in bounded time."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from licensing.policy.__main__ import main
from licensing.policy.errors import UnreadableError
from licensing.turtle import document_of
from tests.odrl.evaluating import report_of
from tests.odrl.tables import Case
from tests.odrl.test_own_suite import ALL

SUITE = Path(__file__).resolve().parents[1] / "conformance" / "suite"
SEEDS = range(6)
SECONDS = 5
SMALL = 150

JUNK: list[object] = [
    *(None, True, False, 0, -1, 1e308, 10**400, 1.5, "", " ", "@id", "a" * 3000, "\x00", "٣", "½"),
    *([], {}, [[]], [{}], [None], {"@id": None}, {"@id": []}, {"@value": None}, {"@value": {}}),
    *({"@list": []}, {"@list": [[]]}, {"@list": {"@list": [1]}}, {"@set": None}, {"unit": {}}),
    *(
        "odrl:",
        "http://",
        "http://www.w3.org/ns/odrl/2/",
        "xsd:",
        ":",
        "play",
        "eq",
        "urn:ex:x",
        "urn:ex:alice",
    ),
    *(
        "9999-12-31T23:59:59+14:00",
        "0001-01-01T00:00:00-14:00",
        "9999-12-31T24:00:00Z",
        "0000",
        "9999",
        "2024-13",
    ),
    *("P", "-PT1S", "P999999999Y999999999M", "1e999999999", "NaN", "Infinity", "sNaN", "10.0.0.0/8", "::/0"),
    *(
        {"@type": "Set"},
        {"permission": []},
        {"@value": "x", "@type": []},
        {"@value": "x", "@type": ["a", None]},
    ),
    *({"uid": {"@id": {"@id": "x"}}}, {"@value": 1, "unit": [1, 2]}, {"@id": "urn:ex:x"}),
]
Place = tuple[object, ...]


def places(value: object, here: Place = ()) -> Iterator[Place]:
    yield here
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*here, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*here, index))


def is_small(case: Case) -> bool:
    try:
        return sum(1 for one in (case.policy, case.request, case.state) for _ in places(one)) < SMALL
    except RecursionError:
        return False


CASES = [case for _, case in ALL if is_small(case)]


def mangled(document: object, pick: random.Random) -> object:
    """The document with something else in one to three places."""
    found = json.loads(json.dumps(document))
    for _ in range(pick.randint(1, 3)):
        inside = [place for place in places(found) if place]
        if not inside:
            return pick.choice(JUNK)
        *above, last = pick.choice(inside)
        parent = found
        for step in above:
            parent = parent[step]
        junk = json.loads(json.dumps(pick.choice(JUNK)))
        if isinstance(parent, dict) and pick.random() < 0.2:
            other = pick.choice(sorted(parent))
            parent[other] = [parent.pop(last)]
        else:
            parent[last] = pick.choice(
                [junk, [parent[last]], {"@list": [parent[last]]}, {"@id": parent[last]}]
            )
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_mangled_json_is_reported_on_or_refused(seed: int) -> None:
    pick, permitted = random.Random(seed), 0  # noqa: S311 (reproducible)
    for _ in range(400):
        case = pick.choice(CASES)
        policy, request, state = (
            mangled(one, pick) if pick.random() < 0.5 else one
            for one in (case.policy, case.request, case.state)
        )
        started = time.monotonic()
        try:
            report = report_of(Case("", "", policy, request=request, state=state))
        except (UnreadableError, StopIteration):  # StopIteration: the suite's own, where no policy is left
            continue
        finally:
            assert time.monotonic() - started < SECONDS
        rules = report["rules"]
        assert isinstance(rules, list)
        active = [
            one for one in rules if isinstance(one, dict) and one["type"] == "permission" and one["active"]
        ]
        assert not report["permitted"] or active
        permitted += bool(report["permitted"])
    assert permitted, "mangled so much that nothing is left to test"


PIECES = [
    *(
        b'"',
        b"<",
        b">",
        b"[",
        b"]",
        b"(",
        b")",
        b";",
        b".",
        b",",
        b"^^",
        b"@en",
        b"\\u0000",
        b"\\uD800",
        b"\xff",
    ),
    *(
        b"_:b ",
        b"a ",
        b'"""',
        b"1e999",
        b"{",
        b"=>",
        b"@prefix odrl: <x> .",
        b"@base <http://e/> .",
        b"# ",
        b"?x",
    ),
]


def mangled_text(text: bytes, pick: random.Random) -> bytes:
    found = bytearray(text)
    for _ in range(pick.randint(1, 8)):
        at = pick.randrange(len(found))
        match pick.randrange(3):
            case 0:
                del found[at : at + pick.randint(1, 30)]
            case 1:
                found[at:at] = pick.choice(PIECES)
            case _:
                start = pick.randrange(len(found))
                found[at:at] = found[start : start + pick.randint(1, 200)]
    return bytes(found)


@pytest.mark.parametrize("seed", SEEDS)
def test_mangled_turtle_gives_a_report_or_one_line(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pick = random.Random(seed)  # noqa: S311 (reproducible)
    names = {"policy": "policies/policy-13", "request": "requests/request-1", "state": "sotw/temporal"}
    texts = {name: (SUITE / f"{path}.ttl").read_bytes() for name, path in names.items()}
    arguments = [part for name in names for part in (f"--{name}", str(tmp_path / f"{name}.ttl"))]
    for _ in range(60):
        broken = pick.choice(sorted(names))
        for name, text in texts.items():
            (tmp_path / f"{name}.ttl").write_bytes(mangled_text(text, pick) if name == broken else text)
        code = main(["evaluate", *arguments])
        said = capsys.readouterr()
        assert (code, said.err.count("\n")) in {(0, 0), (2, 1)}
        assert not said.out or json.loads(said.out)["rules"] is not None


@pytest.mark.parametrize(
    "text",
    [
        "@prefix ex: <http://ex.org/\nex:p a odrl:Set> . <urn:a> <urn:b> <urn:c> .",
        "@base <http://ex.org/ x> . <urn:a> <urn:b> <urn:c> .",
        "PREFIX ex: <a b> <urn:a> <urn:b> <urn:c> .",
        '<urn:a> <urn:b> "x"^^<a b> .',
        "<urn:a> <urn:b\\u0020> <urn:c> .",
        "<urn:a {> <urn:b> <urn:c> .",
    ],
)
def test_a_name_that_swallowed_what_follows_is_refused(text: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(UnreadableError, match="no name has"):
        document_of(text)
    assert caplog.text == ""
