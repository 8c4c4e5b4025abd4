"""The labelled notices are read as well as is promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from licensing.notices.score import Score, load, main, scores_of, table_of

DATA = Path(__file__).parent / "data"
REAL, MADE_UP = DATA / "notices.jsonl", DATA / "made-up.jsonl"


@pytest.fixture(scope="module", params=[REAL, MADE_UP], ids=lambda path: path.stem)
def score(request: pytest.FixtureRequest) -> Score:
    return scores_of(load(request.param))["all"]


def test_no_permission_is_read_where_there_is_none(score: Score) -> None:
    assert score.false_permits == 0, score.wrong


def test_the_labels_are_right(score: Score) -> None:
    assert score.right / score.labels >= 0.97, score.wrong


def test_notices_are_told_from_what_looks_like_one(score: Score) -> None:
    assert score.detected / score.notices >= 0.95


def test_holders_and_duties_are_found(score: Score) -> None:
    assert score.holders / score.notices >= 0.9
    assert score.duties / score.notices >= 0.9


def test_each_labelled_notice_says_where_it_comes_from() -> None:
    assert all(one["source"] for path in (REAL, MADE_UP) for one in load(path))


def test_the_table_has_a_row_for_each_language_and_type() -> None:
    labelled = load(MADE_UP)
    printed = table_of(scores_of(labelled))
    assert all(f"language {one['lang']} " in printed for one in labelled)
    assert "false permits" in printed.splitlines()[0]


def test_measuring_fails_on_a_false_permit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = (DATA / "made-up.jsonl").read_text(encoding="utf-8").split("\n")
    permit = next(one for one in line if '"permit"' in one)
    (tmp_path / "wrong.jsonl").write_text(permit.replace('"permit"', '"deny"'), encoding="utf-8")
    assert main([str(tmp_path / "wrong.jsonl")]) == 1
    assert main([str(MADE_UP)]) == 0
    assert "false permits" in capsys.readouterr().out
