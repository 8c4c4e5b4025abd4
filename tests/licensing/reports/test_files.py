"""The files of a report: whole or absent, safe to open, the same in every format."""

from __future__ import annotations

import csv
import io
import stat
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from licensing.reports.catalogue import COMPLIANCE
from licensing.reports.publication import publish
from licensing.reports.reading import one_snapshot
from licensing.reports.render import page
from licensing.reports.render.csv_table import CsvTable, harmless
from licensing.reports.table import Column, Filters, Kind, Report, Row
from tests.licensing.reports.world import HEADLINE, NOW, PASSAGE, World, decide, release

COLUMNS = (
    Column("name", "Name"),
    Column("count", "Count", Kind.NUMBER),
    Column("at", "At", Kind.MOMENT),
    Column("outcome", "Outcome", Kind.CODE, labels={"permit": "allowed"}),
)


def written(directory: Path, *rows: Row, language: str = "en") -> tuple[Path, ...]:
    def query(now: datetime, filters: Filters) -> Report:
        return Report("things", "Things", "Some <things>.", COLUMNS, iter(rows), ("A note & more.",))

    return publish(directory=directory, now=NOW, filters=Filters(), language=language, queries=[query])


class Tags(HTMLParser):
    """Elements of a page as (tag, attributes), and every one that was left open."""

    VOID = frozenset({"meta", "link", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_looks_like_a_formula_is_only_text(start: str) -> None:
    assert harmless(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


def test_an_ordinary_cell_stays_as_it_is() -> None:
    assert harmless("a = b") == "a = b"


def test_csv_quotes_as_rfc_4180_says_and_keeps_codes_and_moments_for_machines() -> None:
    file = io.StringIO(newline="")
    table = CsvTable(file, COLUMNS)
    table.add(('say "no", twice\nor more', -2, datetime(2026, 1, 31, 12, 0, tzinfo=UTC), "permit"))
    table.add(("", None, None, None))
    assert file.getvalue() == (
        'name,count,at,outcome\r\n"say ""no"", twice\nor more",-2,2026-01-31T13:00:00+01:00,permit\r\n,,,\r\n'
    )


def test_the_page_escapes_everything_and_labels_codes_for_people(db: None, tmp_path: Path) -> None:
    html = written(tmp_path, ("<script>alert(1)</script>", 3, NOW, "permit"))[0].read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "Some &lt;things&gt;." in html
    assert "A note &amp; more." in html
    assert '<span class="permit">allowed</span>' in html
    assert '<time datetime="2026-03-02T09:00:00+00:00">2026-03-02 10:00:00</time>' in html


def test_the_page_can_be_read_aloud_and_needs_nothing_else(db: None, tmp_path: Path) -> None:
    html = written(tmp_path, ("a", 3, NOW, "permit"), language="pl")[0].read_text(encoding="utf-8")
    tags = Tags(html)
    assert tags.open == []
    assert tags.named("html") == [{"lang": "pl"}]
    assert len(tags.named("h1")) == len(tags.named("caption")) == len(tags.named("main")) == 1
    scopes = [attributes["scope"] for attributes in tags.named("th")]
    assert scopes == ["col"] * 4 + ["row"]
    assert not tags.named("script")
    assert not tags.named("link")
    assert "http" not in html


def test_a_report_without_rows_says_so_instead_of_showing_an_empty_table(db: None, tmp_path: Path) -> None:
    html, table = (path.read_text(encoding="utf-8") for path in written(tmp_path))
    assert "Nothing to report." in html
    assert "<table>" not in html
    assert table == "name,count,at,outcome\n"


def test_a_long_table_is_cut_on_the_page_and_whole_in_its_file(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "MOST_ROWS", 2)
    html, table = written(tmp_path, *[(f"row {n}", n, NOW, "permit") for n in range(5)])
    assert html.read_text().count('<th scope="row"') == 2
    assert "The first 2 of 5 rows; things.csv has all of them." in html.read_text()
    assert len(table.read_text().splitlines()) == 6


def test_files_are_for_their_owner_alone_and_nothing_else_is_left(db: None, tmp_path: Path) -> None:
    directory = tmp_path / "made" / "for it"
    paths = written(directory, ("a", 1, NOW, "permit"))
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert sorted(directory.iterdir()) == sorted(paths)


def test_a_report_that_breaks_half_way_leaves_the_earlier_one_as_it_was(db: None, tmp_path: Path) -> None:
    before = [path.read_bytes() for path in written(tmp_path, ("first", 1, NOW, "permit"))]

    def broken(now: datetime, filters: Filters) -> Report:
        def rows() -> Any:
            yield ("second", 2, NOW, "permit")
            raise ZeroDivisionError

        return Report("things", "Things", "", COLUMNS, rows())

    with pytest.raises(ZeroDivisionError):
        publish(directory=tmp_path, now=NOW, filters=Filters(), language="en", queries=[broken])
    assert [path.read_bytes() for path in (tmp_path / "compliance.html", tmp_path / "things.csv")] == before
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.django_db(transaction=True)
def test_all_reports_see_one_moment_and_change_nothing() -> None:
    with one_snapshot(), connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        isolation = cursor.fetchone()
        cursor.execute("SHOW transaction_read_only")
        assert (isolation, cursor.fetchone()) == (("repeatable read",), ("on",))


@pytest.mark.django_db(transaction=True)
def test_the_command_writes_every_report_in_a_transaction_of_its_own(tmp_path: Path) -> None:
    call_command("compliance_report", to=str(tmp_path), verbosity=0)
    assert len(list(tmp_path.glob("*.csv"))) == len(COMPLIANCE)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    call_command("compliance_report", *arguments)
    return capsys.readouterr().out.splitlines()


def test_the_command_names_one_file_a_line(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(capsys, "--to", str(tmp_path))
    assert told[0] == str(tmp_path / "compliance.html")
    assert sorted(told) == sorted(str(path) for path in tmp_path.iterdir())


@override_settings(IMPRIMATUR_FIXED_CLOCK=NOW.isoformat())
@pytest.mark.parametrize("language", ["en", "pl"])
def test_no_file_holds_a_word_of_an_article(world: World, tmp_path: Path, language: str) -> None:
    decide(world.article, "store", "article")
    assert release(world.article, words=5)
    call_command("compliance_report", to=str(tmp_path), language=language, verbosity=0)
    everything = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert "Ten words" not in everything
    assert PASSAGE not in everything


@override_settings(IMPRIMATUR_FIXED_CLOCK=NOW.isoformat())
def test_a_headline_can_neither_run_in_a_spreadsheet_nor_mark_up_the_page(
    world: World, tmp_path: Path
) -> None:
    decide(world.article, "store", "text")
    call_command("compliance_report", to=str(tmp_path), verbosity=0)
    with (tmp_path / "decisions.csv").open(encoding="utf-8", newline="") as file:
        headlines = {row["headline"] for row in csv.DictReader(file)}
    assert headlines == {f"'{HEADLINE}"}
    html = (tmp_path / "compliance.html").read_text(encoding="utf-8")
    assert "=A headline, with &lt;b&gt;marks&lt;/b&gt; &amp; a formula" in html


@override_settings(IMPRIMATUR_FIXED_CLOCK=NOW.isoformat())
def test_the_same_record_and_clock_give_the_same_bytes(world: World, tmp_path: Path) -> None:
    decide(world.article, "store", "text")
    for name in ("one", "two"):
        call_command("compliance_report", to=str(tmp_path / name), verbosity=0)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@override_settings(IMPRIMATUR_FIXED_CLOCK=NOW.isoformat())
def test_a_date_begins_in_the_zone_of_the_site_and_the_end_is_excluded(world: World, tmp_path: Path) -> None:
    decide(world.article, "store", "text", now=datetime(2026, 1, 30, 23, 30, tzinfo=UTC))
    for end, rows in (("2026-01-31", 0), ("2026-02-01", 1)):
        call_command("compliance_report", to=str(tmp_path), start="2026-01-01", end=end, verbosity=0)
        assert len((tmp_path / "decisions.csv").read_text().splitlines()) == rows + 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "yesterday"], "--from takes a date like 2026-01-31"),
        (["--until", "2026-02-30"], "--until takes a date like 2026-01-31"),
        (["--from", "0001-01-01T00:00+14:00"], "--from takes a date like 2026-01-31"),
        (["--from", "2026-02-01", "--until", "2026-02-01"], "--until must be later than --from"),
        (["--language", "de"], "There is no language de"),
        (["--within-days", "-1"], "--within-days takes a number"),
        (["--within-days", "99999999"], "--within-days takes a number"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(tmp_path: Path, arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("compliance_report", "--to", str(tmp_path), *arguments)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named_in_one_line(db: None, tmp_path: Path) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("a file")
    with pytest.raises(CommandError, match="can't be written: ") as refused:
        call_command("compliance_report", to=str(occupied))
    assert "\n" not in str(refused.value)
