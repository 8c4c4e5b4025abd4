"""The documentation leads everywhere and says what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from licensing.reports.catalogue import COMPLIANCE
from licensing.reports.render.page import MOST_ROWS
from licensing.reports.table import Filters, Query
from tests.licensing.reports.world import NOW

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
OURS = {"archive", "config", "licensing"}


def links(page: Path) -> list[str]:
    return LINK.findall(page.read_text(encoding="utf-8"))


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    missing = {
        link
        for link in links(page)
        if "://" not in link and not (page.parent / link.partition("#")[0]).exists()
    }
    assert missing == set()


def test_every_page_can_be_reached_from_the_first() -> None:
    reached, ahead = set[Path](), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        ahead += [
            (page.parent / link.partition("#")[0]).resolve() for link in links(page) if "://" not in link
        ]
    assert {named(page) for page in PAGES} - {named(page) for page in reached} == set()


def test_every_picture_is_shown_on_a_page() -> None:
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page)}
    assert {named(picture) for picture in (DOCS / "images").iterdir() if picture not in shown} == set()


def test_every_command_of_the_project_is_documented() -> None:
    written = {name for name, app in get_commands().items() if str(app).split(".", maxsplit=1)[0] in OURS}
    assert {"up", "capture", "compliance_report"} <= written
    documented = set(
        re.findall(r"^\| `(\w+)", (DOCS / "commands.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert written - documented == set()
    assert documented - written - {"make", "python"} == set()


def test_every_target_of_make_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(r"(?:`|^ +)make ([a-z-]+)", text, re.MULTILINE)) - targets == set(), page


def test_every_decision_record_says_context_decision_and_consequences() -> None:
    records = sorted((DOCS / "adr").glob("*.md"))
    assert [record.name[:4] for record in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(record.name[:4])}. "), record
        assert re.findall(r"^## (.+)", text, re.MULTILINE) == ["Context", "Decision", "Consequences"], record


def test_nobody_is_sent_to_a_file_that_is_not_there() -> None:
    for page in PAGES:
        named_paths = re.findall(
            r"`((?:archive|config|licensing|tests|docs|scripts)/[\w./-]+)`", page.read_text(encoding="utf-8")
        )
        missing = [
            path for path in named_paths if not (ROOT / path).exists() and not (ROOT / f"{path}.py").exists()
        ]
        assert missing == [], page


@pytest.mark.parametrize("query", COMPLIANCE)
def test_every_report_is_documented_with_its_columns_in_order(db: None, query: Query) -> None:
    report = query(NOW, Filters())
    text = (DOCS / "compliance.md").read_text(encoding="utf-8")
    found = re.search(
        rf"^### {report.name}\.csv: {report.title}\n(.+?)(?=^### |\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert found, report.name
    columns = found[1].strip().split("\n\n")[-1]
    assert re.findall(r"`(\w+)`", columns) == [column.key for column in report.columns]


def test_the_limit_of_the_page_is_the_documented_one() -> None:
    assert f"first {MOST_ROWS} rows" in (DOCS / "compliance.md").read_text(encoding="utf-8")
