"""Reading notices from the command line, with and without Django."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from licensing.notices.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
NOTICE = "© 2024 Example Ltd. All rights reserved."


def test_one_notice_gives_one_reading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(NOTICE, encoding="utf-8")
    call_command("read_notice", str(file))
    printed = json.loads(capsys.readouterr().out)
    assert printed["holder"] == "Example Ltd."
    assert printed["labels"]["store"] == "consent"
    assert printed["spans"]["store"] == [[20, 39]]


def test_many_notices_give_a_line_each_in_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notices.jsonl"
    texts = [NOTICE, "nothing\u2028here", "CC BY 4.0"]
    file.write_text(
        "\n".join(json.dumps({"id": n, "text": t}, ensure_ascii=False) for n, t in enumerate(texts)),
        encoding="utf-8",
    )
    call_command("read_notice", str(file))
    printed = [json.loads(line) for line in capsys.readouterr().out.strip().split("\n")]
    assert [one["id"] for one in printed] == [0, 1, 2]
    assert [one["is_notice"] for one in printed] == [True, False, True]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Stdin:
        buffer = io.BytesIO(NOTICE.encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    call_command("read_notice", "-")
    assert json.loads(capsys.readouterr().out)["is_notice"]


def test_a_mistake_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("read_notice", str(tmp_path / "nothing"))
    (tmp_path / "wrong.jsonl").write_text('{"text": "a"}\n{"txt": "b"}', encoding="utf-8")
    with pytest.raises(CommandError, match="line 2 has no text"):
        call_command("read_notice", str(tmp_path / "wrong.jsonl"))
    assert main([str(tmp_path / "nothing")]) == 2


def test_the_module_runs_without_django() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, licensing.notices.lines; sys.exit('django' in sys.modules)"],
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0
    done = subprocess.run(
        [sys.executable, "-m", "licensing.notices", "-"],
        input=NOTICE.encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    assert json.loads(done.stdout)["language"] == "en"
