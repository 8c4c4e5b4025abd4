"""No sentence of the admin lacks its Polish, and the catalogues in use are those of the sources."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation import templatize
from django.utils.translation.trans_real import translation

ROOT = Path(__file__).resolve().parents[3]
MODULES = [
    *sorted(ROOT.glob("archive/admin/*.py")),
    *sorted(ROOT.glob("licensing/admin/*.py")),
    ROOT / "config/settings/admin.py",
]
TEMPLATES = [
    *sorted(ROOT.glob("archive/templates/**/*.html")),
    *sorted(ROOT.glob("licensing/templates/licensing/admin/*.html")),
]
_MARKED = {"_", "gettext", "gettext_lazy", "gettext_noop"}
_IN_TEMPLATE = re.compile(r"\b(?:_|n?gettext)\((u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))")


def _of_module(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKED:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)


def _of_template(source: str) -> Iterator[str]:
    for found in _IN_TEMPLATE.finditer(templatize(source)):
        yield str(ast.literal_eval(found.group(1)))


def _sentences(path: Path) -> set[str]:
    source = path.read_text(encoding="utf-8")
    return set(_of_template(source) if path.suffix == ".html" else _of_module(source))


def test_there_is_something_to_translate() -> None:
    assert len(set().union(*map(_sentences, [*MODULES, *TEMPLATES]))) > 400


@pytest.mark.parametrize("path", [*MODULES, *TEMPLATES], ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_has_its_polish(path: Path) -> None:
    known = cast("Any", translation("pl"))._catalog
    missing = {text for text in _sentences(path) if text not in known and (text, 1) not in known}
    assert not missing


@pytest.mark.parametrize("app", ["archive", "licensing"])
def test_the_compiled_catalogue_is_that_of_its_source(app: str) -> None:
    folder = ROOT / app / "locale/pl/LC_MESSAGES"
    with (folder / "django.po").open("rb") as source, (folder / "django.mo").open("rb") as compiled:
        assert _messages(read_po(source)) == _messages(read_mo(compiled))


def _messages(catalogue: Catalog) -> set[str]:
    return {f"{_texts(message.id)}: {_texts(message.string)}" for message in catalogue if message.id}


def _texts(texts: object) -> list[object]:
    return list(texts) if isinstance(texts, list | tuple) else [texts]
