"""ODRL documents from forms: an agreement's permissions and a house rule's prohibitions, use by use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from archive.admin.forms import long_text
from licensing.policy.document import read_document
from licensing.policy.errors import UnreadableError
from licensing.policy.terms import PROFILE
from licensing.policy.vocabulary.uses import STANDARD_USES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licensing.policy.vocabulary.uses import StandardUse

Document = dict[str, Any]

CONTEXT = ["http://www.w3.org/ns/odrl.jsonld", {"ra": "urn:rights:"}]


@dataclass(frozen=True)
class Wish:
    """What the rules of a document say, as a form asks it; empty values set no limit."""

    uses: tuple[str, ...]
    parts: tuple[str, ...]
    purpose: str = ""
    territory: str = ""
    words: int | None = None
    duties: tuple[str, ...] = ()


def agreement_document(
    *, uid: str, assigner: str, consumers: Iterable[str], groups: Iterable[str], wish: Wish
) -> Document:
    """Return an ODRL Agreement that permits each wished use of each wished part."""
    named = [f"urn:rights:consumer:{name}" for name in consumers] + [
        f"urn:rights:group:{name}" for name in groups
    ]
    return {
        "@context": CONTEXT,
        "@type": "Agreement",
        "uid": uid,
        "profile": [PROFILE],
        "conflict": "perm",
        "assigner": assigner,
        "assignee": named,
        "permission": [_rule(STANDARD_USES[use], wish, permits=True) for use in wish.uses],
    }


def house_document(*, uid: str, wish: Wish) -> Document:
    """Return an ODRL Set that prohibits each wished use of each wished part."""
    return {
        "@context": CONTEXT,
        "@type": "Set",
        "uid": uid,
        "profile": [PROFILE],
        "conflict": "prohibit",
        "prohibition": [_rule(STANDARD_USES[use], wish, permits=False) for use in wish.uses],
    }


def silent_uses(wish: Wish) -> list[str]:
    """Return the uses that concern none of the wished parts: such a rule would say nothing."""
    return [use for use in wish.uses if not {p.value for p in STANDARD_USES[use].parts} & set(wish.parts)]


def _rule(use: StandardUse, wish: Wish, *, permits: bool) -> Document:
    parts = [part.value for part in use.parts if part.value in wish.parts]
    rule: Document = {"action": use.action, "target": [f"urn:rights:part:{part}" for part in parts]}
    constraints = list(_constraints(use, wish, permits=permits))
    if constraints:
        rule["constraint"] = constraints
    if permits and wish.duties:
        rule["duty"] = [{"action": duty} for duty in wish.duties]
    return rule


def _constraints(use: StandardUse, wish: Wish, *, permits: bool) -> Iterable[Document]:
    if use.audience:
        yield _constraint("ra:audience", "eq", f"ra:audience:{use.audience.value}")
    if wish.purpose:
        yield _constraint("purpose", "isA", {"@id": f"ra:purpose:{wish.purpose}"})
    if wish.territory:
        yield _constraint("spatial", "isPartOf", wish.territory)
    if use.quotation and wish.words and permits:
        yield _constraint("ra:words", "lteq", str(wish.words))


def _constraint(left: str, operator: str, right: object) -> Document:
    return {"leftOperand": left, "operator": operator, "rightOperand": right}


class JsonField(forms.CharField):
    """JSON that a person pastes: size, nesting, duplicate keys, long numbers and unwritable characters are bounded."""

    def __init__(self, *, rows: int = 10, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a field takes
        super().__init__(widget=long_text(rows=rows, mono=True), **kwargs)

    def clean(self, value: object) -> Any:  # noqa: ANN401 - any JSON
        """Return the value, None where the field is empty.  Raises ValidationError that says where it ends."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return _loaded(text)
        except UnreadableError as error:
            raise ValidationError(_("This is not JSON: %s") % str(error)[:200], code="json") from error


def _loaded(text: str) -> Any:  # noqa: ANN401 - any JSON
    """Return what JSON says, read within bounds.  Raises UnreadableError."""
    if text.lstrip()[:1] == "{":
        return read_document(text.encode("utf-8", "surrogatepass"))
    wrapped = read_document(f'{{"value":{text}}}'.encode("utf-8", "surrogatepass"))
    if wrapped.keys() != {"value"}:
        raise UnreadableError("", "one JSON value is expected")
    return wrapped["value"]


class DocumentField(JsonField):
    """An ODRL document: a JSON object."""

    def clean(self, value: object) -> Document | None:
        """Return the object, None where the field is empty.  Raises ValidationError."""
        loaded = super().clean(value)
        if loaded is not None and not isinstance(loaded, dict):
            raise ValidationError(_("An ODRL document is a JSON object."), code="object")
        return loaded
