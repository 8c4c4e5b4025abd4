"""Versions beside each other in the admin, and terms out and in by the formats of others."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from archive.models import Article
from licensing.exchange import FORMATS
from licensing.models import PolicyPeriod, PolicySeries, PolicyVersion
from licensing.operations import ClauseSpan, record_terms
from licensing.policy.odrl import read_policy
from tests.licensing import world
from tests.licensing.admin.desk import Desk, act_of, marked, page_of, tree_of

HOSTILE = '<script>alert("1")</script> may be copied.'


def page(version: PolicyVersion, name: str, *more: str) -> str:
    return reverse(f"admin:licensing_policyversion_{name}", args=[version.pk, *more])


@pytest.fixture
def series(held: Article) -> PolicySeries:
    return PolicySeries.objects.filter(kind="terms", scope_kind="site").order_by("pk")[0]


@pytest.fixture
def notice(series: PolicySeries) -> PolicyVersion:
    return PolicyVersion.objects.filter(series=series).order_by("number")[0]


@pytest.fixture
def another(series: PolicySeries, notice: PolicyVersion) -> PolicyVersion:
    """The same notice with a paragraph more, which permits what was forbidden."""
    text = f"{notice.source_text}\n\n{HOSTILE}"
    start = len(notice.source_text) + 2
    document = json.loads(json.dumps(notice.document))
    document["permission"].append({"action": "reproduce", "fromClause": ["N1"]})
    spans = [ClauseSpan(c.label, c.start, c.end, c.meaning) for c in notice.clauses.all()]
    return record_terms(
        series=series,
        document=document,
        source_text=text,
        source_bytes=text.encode(),
        language="en",
        address="",
        captured_at=None,
        clauses=[*spans, ClauseSpan("N1", start, len(text))],
        author="rights-officer",
        now=world.NOW,
    )


def test_words_clauses_and_outcomes_of_two_versions_stand_beside_each_other(
    notice: PolicyVersion, another: PolicyVersion, officer: Desk
) -> None:
    shown = officer.read(page(another, "compare"))
    tree = tree_of(shown)
    assert next(one.text_content().strip() for one in marked(tree, "im-new")).endswith(HOSTILE)
    assert "<script>alert" not in shown
    assert "reworded" not in shown
    assert [one.text_content() for one in marked(tree, "im-todo") if one.text_content() == "new"] == ["new"]
    changed = {
        row.xpath("string(./th)").split()[0] for row in marked(tree, "im-changed", "tr") if row.xpath("./th")
    }
    assert changed == {"personal", "excerpt"}


def test_the_page_of_a_version_leads_to_its_comparison_and_downloads(
    another: PolicyVersion, officer: Desk
) -> None:
    shown = officer.read(page_of(another))
    assert page(another, "compare") in shown
    assert all(page(another, "export", name) in shown for name in FORMATS)


def test_a_version_alone_says_that_there_is_nothing_to_compare_it_with(
    notice: PolicyVersion, officer: Desk
) -> None:
    assert "no other version" in officer.read(page(notice, "compare"))
    assert page(notice, "compare") not in officer.read(page_of(notice))


@pytest.mark.parametrize("other", ["", "0", "x", "999999999999999999999", "1 OR 1=1"])
def test_a_version_that_is_not_there_is_an_error_of_the_form(
    another: PolicyVersion, officer: Desk, other: str
) -> None:
    assert "im-errors" in officer.read(page(another, "compare"), other=other)


def test_versions_of_other_series_cannot_be_chosen(another: PolicyVersion, officer: Desk) -> None:
    stranger = PolicyVersion.objects.exclude(series=another.series).order_by("pk")[0]
    assert "im-errors" in officer.read(page(another, "compare"), other=str(stranger.pk))


@pytest.mark.parametrize("name", FORMATS)
def test_every_version_with_a_document_can_be_downloaded(
    notice: PolicyVersion, officer: Desk, name: str
) -> None:
    answer = officer.client.get(page(notice, "export", name))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    imported = FORMATS[name].imported(answer.content)
    assert imported.document is not None
    assert len(read_policy(imported.document).rules) == len(read_policy(notice.document or {}).rules)


def test_an_unknown_format_is_not_found(notice: PolicyVersion, officer: Desk) -> None:
    assert officer.status(page(notice, "export", "docx")) == 404


def test_who_may_not_see_policies_sees_neither(another: PolicyVersion, sign_in: Any) -> None:
    desk = sign_in("auditor")
    desk.client.logout()
    for address in (page(another, "compare"), page(another, "export", "jsonld")):
        assert desk.status(address) == 302


def _upload(data: bytes, name: str = "terms.ttl") -> BytesIO:
    file = BytesIO(data)
    file.name = name
    return file


def test_an_imported_file_is_a_draft_with_its_own_source_and_governs_nothing(
    series: PolicySeries, notice: PolicyVersion, officer: Desk
) -> None:
    turtle = officer.client.get(page(notice, "export", "turtle")).content
    before = PolicyPeriod.objects.count()
    officer.act(act_of(PolicySeries, "import", series), format_name="turtle", file=_upload(turtle))
    version = PolicyVersion.objects.filter(series=series).order_by("-number")[0]
    assert (version.state, version.author, bytes(version.source_bytes)) == ("draft", "rights-officer", turtle)
    assert version.clauses.get().text == version.source_text
    assert PolicyPeriod.objects.count() == before


def test_a_file_that_cannot_be_read_is_kept_as_unreadable(series: PolicySeries, officer: Desk) -> None:
    officer.act(act_of(PolicySeries, "import", series), format_name="premis", pasted="<rights/>")
    version = PolicyVersion.objects.filter(series=series).order_by("-number")[0]
    assert version.document is None
    assert "rightsStatement" in version.unreadable


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"format_name": "turtle"},
        {"format_name": "docx", "pasted": "x"},
        {"format_name": "turtle", "pasted": " \n"},
    ],
)
def test_an_import_without_a_file_or_a_known_format_is_refused(
    series: PolicySeries, officer: Desk, fields: dict[str, str]
) -> None:
    held = PolicyVersion.objects.count()
    assert officer.refused(act_of(PolicySeries, "import", series), **fields)
    assert PolicyVersion.objects.count() == held


def test_a_file_and_a_pasted_text_at_once_are_refused(series: PolicySeries, officer: Desk) -> None:
    told = officer.refused(
        act_of(PolicySeries, "import", series), format_name="jsonld", pasted="{}", file=_upload(b"{}")
    )
    assert "not both" in told


def test_a_file_that_is_too_large_is_refused(series: PolicySeries, officer: Desk) -> None:
    told = officer.refused(
        act_of(PolicySeries, "import", series),
        format_name="jsonld",
        file=_upload(b" " * (2 * 1024 * 1024 + 1)),
    )
    assert "2 MiB" in told


# --- the commands ----------------------------------------------------------------------------------------------------


def test_the_command_prints_the_version_in_force_and_reads_it_back(
    series: PolicySeries, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("export_terms", series.identifier, "--format", "rightsml")
    file = tmp_path / "terms.xml"
    file.write_text(capsys.readouterr().out)
    call_command(
        "import_terms", str(file), "--series", series.identifier, "--format", "rightsml", "--by", "archivist"
    )
    assert "recorded as a draft" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("urn:none",), ("urn:none", "--number", "1")])
def test_a_version_that_is_not_there_ends_the_command_with_a_sentence(
    db: None, arguments: tuple[str, ...]
) -> None:
    with pytest.raises(CommandError, match="no such version"):
        call_command("export_terms", *arguments)


def test_a_missing_file_and_an_unknown_series_end_the_command_with_a_sentence(
    series: PolicySeries, tmp_path: Any
) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command(
            "import_terms", str(tmp_path / "none"), "--series", series.identifier, "--by", "archivist"
        )
    with pytest.raises(CommandError, match="No policy series"):
        call_command("import_terms", str(tmp_path / "none"), "--series", "urn:none", "--by", "archivist")


def test_an_unreadable_file_ends_the_command_with_why_and_is_kept(
    series: PolicySeries, tmp_path: Any
) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text("<<<")
    with pytest.raises(CommandError, match="recorded as unreadable"):
        call_command(
            "import_terms",
            str(file),
            "--series",
            series.identifier,
            "--format",
            "turtle",
            "--by",
            "archivist",
        )
    assert PolicyVersion.objects.filter(series=series).order_by("-number")[0].source_text == "<<<"
