"""Problems are a table: every type has a page, and every kind of error a row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from rest_framework import exceptions

from config.problems.table import TABLE, problem_of
from config.problems.types import TYPES
from licensing.policy.ask import UseError

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("slug", TYPES)
def test_every_type_leads_to_a_page_that_explains_it(client: Client, slug: str) -> None:
    page = client.get(f"/problems/{slug}")
    assert page.status_code == 200
    assert slug in page.content.decode()
    assert str(TYPES[slug].status) in page.content.decode()


def test_the_list_names_them_all(client: Client) -> None:
    page = client.get("/problems/").content.decode()
    assert all(f'href="/problems/{slug}"' in page for slug in TYPES)


def test_a_type_that_there_is_not_is_not_found(client: Client) -> None:
    assert client.get("/problems/nonsense").status_code == 404


def test_pages_outside_the_api_keep_their_own_errors(client: Client) -> None:
    assert client.get("/nothing").headers["Content-Type"].startswith("text/html")


def test_an_error_of_ours_has_no_row() -> None:
    assert problem_of(RuntimeError("x")) is None
    assert problem_of(exceptions.APIException("x")) is None


def test_rows_name_types_that_exist() -> None:
    assert {row.slug for row in TABLE.values() if isinstance(row.slug, str)} <= TYPES.keys()


def test_every_way_in_which_a_use_cannot_be_asked_has_a_type_of_its_own() -> None:
    sources = [*ROOT.glob("licensing/**/*.py")]
    raised = {
        code
        for source in sources
        for code in re.findall(r'UseError\(\s*"\w+",\s*"([a-z-]+)"', source.read_text(), re.DOTALL)
    }
    assert {"unknown-use", "not-applicable", "nothing-held"} <= raised
    for code in raised:
        made = problem_of(UseError("field", code, "x"))
        assert made is not None
        assert made.type.slug != "invalid-field", code


@pytest.mark.parametrize("slug", TYPES)
def test_every_type_speaks_polish(slug: str) -> None:
    english = (str(TYPES[slug].title), str(TYPES[slug].about))
    with translation.override("pl"):
        polish = (str(TYPES[slug].title), str(TYPES[slug].about))
    assert polish[0] != english[0]
    assert polish[1] != english[1]
