from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

PAGE = (
    '<html lang="en"><body><article><h1>The headline of a page</h1><p class="byline">By Jane Doe</p><img src="/a.jpg">'
    + "<p>Some words that make up a text of an article, long enough to be taken for one.</p>" * 5
    + "</article></body></html>"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    return file


@pytest.mark.parametrize("content", [None, b"", b"plain text", b"\x89PNG\r\n"])
def test_what_cannot_be_read_ends_with_one_line(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "bad.html"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError) as raised:
        call_command("extract", str(file))
    assert "\n" not in str(raised.value)
    assert "bad.html" in str(raised.value)


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("extract", str(tmp_path))


def test_one_bad_file_of_several_is_told_in_its_line_and_at_the_end(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError):
        call_command("extract", str(page), str(page.with_name("none.html")))
    good, bad = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert good["headline"]["value"] == "The headline of a page"
    assert set(bad) == {"file", "error"}


def test_a_page_is_printed_with_no_database_running(page: Path) -> None:
    nowhere = {"PGHOST": "127.0.0.1", "PGPORT": "1", "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    run = subprocess.run(
        [sys.executable, "manage.py", "extract", "-", "--address", "https://www.example.org/a"],
        input=page.read_bytes(), capture_output=True, check=False, env=os.environ | nowhere, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()
    found = json.loads(run.stdout)
    assert found["authors"]["value"] == ["Jane Doe"]
    assert found["address"] == "https://www.example.org/a"
