"""The project's own suite: every case of every table comes to what the specification says."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter

import pytest

from tests.odrl import cases
from tests.odrl.evaluating import differences
from tests.odrl.tables import Case

FEATURES = [module.name for module in pkgutil.iter_modules(cases.__path__)]


def table(feature: str) -> list[Case]:
    found = importlib.import_module(f"tests.odrl.cases.{feature}").CASES
    assert isinstance(found, list)
    return found


ALL = [(feature, case) for feature in FEATURES for case in table(feature)]


@pytest.mark.parametrize(("feature", "case"), ALL, ids=[f"{feature}: {case.name}" for feature, case in ALL])
def test_a_case_comes_to_what_the_specification_says(feature: str, case: Case) -> None:
    assert differences(case) == {}, case.clause


def test_there_are_as_many_cases_as_the_features_need() -> None:
    assert len({feature for feature, _ in ALL}) >= 30
    assert len(ALL) >= 1000


def test_no_two_cases_of_a_feature_have_the_same_name() -> None:
    counted = Counter((feature, case.name) for feature, case in ALL)
    assert [names for names, times in counted.items() if times > 1] == []


def test_every_case_names_its_clause() -> None:
    assert [case.name for _, case in ALL if not case.clause.strip()] == []
