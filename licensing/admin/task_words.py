"""What a task says, from its kind and the facts that were put with it; and the pages of what it is about.

Facts are what the producer knew at the time. One that is missing leaves its part of the sentence out: nothing is
quoted that isn't there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.admin.acts import page_of
from archive.choices import CaptureFailure, WatchKind
from archive.models import Article, Watch
from licensing.admin.impact import impact_address
from licensing.choices import ChangeKind
from licensing.models import IncorporatedDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest

    from licensing.models import OfficerTask

_LONGEST_NAME = 200  # of a document, in a sentence


def sentence(task: OfficerTask) -> str:
    """Return what a task is about, made from its kind and its facts; a kind without a sentence is named."""
    tell = SENTENCES.get(task.kind)
    return tell(task) if tell else str(task.get_kind_display())


def links(request: HttpRequest, task: OfficerTask) -> list[dict[str, str]]:
    """Return the pages of what a task is about, as far as the user may see them."""
    return [
        {"url": url, "title": title} for right, url, title in _pages(task) if request.user.has_perm(right)
    ]


def _pages(task: OfficerTask) -> Iterator[tuple[str, str, str]]:
    """Yield the permission, the address and the title of each page."""
    if task.series:
        yield "licensing.view_policyseries", page_of(task.series), task.series.title
    if task.version:
        view = "licensing.view_policyversion"
        yield view, page_of(task.version), _("Version %(number)s") % {"number": task.version.number}
        if task.facts.get("before"):
            yield view, _comparison(task), _("Compare with the version before")
        if address := impact_address(task.version):
            yield view, address, _("Preview the impact")
    watch = Watch.objects.filter(address=_fact(task, "address")).first() if task.kind in _WATCHED else None
    if watch is not None:
        yield "archive.view_watch", page_of(watch), _("The watch")
    if task.kind == "credit_unknown":
        names = reverse("admin:archive_creditname_record-name")
        yield "archive.change_credit", names, _("Unknown names in credit lines")
        yield "licensing.add_party", reverse("admin:licensing_party_record"), _("Record a party")
    for name, title in (("article", _("The article")), ("copy_of", _("What it is a copy of"))):
        held = _article(task, name)
        if held is not None:
            yield "archive.view_article", page_of(held), title


_WATCHED = frozenset({"page_gone", "terms_changed", "signal_changed", "notice_found"})


def _comparison(task: OfficerTask) -> str:
    address = reverse("admin:licensing_policyversion_compare", args=[task.version_id])
    return f"{address}?other={_fact(task, 'before')}"


def _fact(task: OfficerTask, name: str) -> str:
    value = task.facts.get(name)
    return "" if value is None else str(value)


def _about(task: OfficerTask) -> str:
    """Return the name of a task's series with the address that it was read at, as far as they are known."""
    series, address = task.series, _fact(task, "address")
    if series is None:
        return address or _fact(task, "domain") or task.key
    return f"{series.title} ({address})" if address else series.title


def _change(task: OfficerTask) -> str:
    """Return what changed, with the numbers of the versions."""
    after, before = _fact(task, "number"), _fact(task, "before_number")
    if not (after and before):
        return _about(task)
    return _("%(what)s, version %(number)s after version %(before)s") % {
        "what": _about(task), "number": after, "before": before,
    }  # fmt: skip


def _read(task: OfficerTask, told: str) -> str:
    return " ".join((told, _("It could not be read."))) if _fact(task, "unreadable") else told


def _notice_found(task: OfficerTask) -> str:
    told = _("A notice was found and read: %(what)s. Look at the reading, correct it, submit it.")
    return _read(task, told % {"what": _about(task)})


def _terms_changed(task: OfficerTask) -> str:
    return _read(task, _("A page of terms reads otherwise than before: %(what)s.") % {"what": _change(task)})


def _signal_changed(task: OfficerTask) -> str:
    return _read(task, _("A signal changed: %(what)s.") % {"what": _change(task)})


def _page_gone(task: OfficerTask) -> str:
    kind = dict(WatchKind.choices).get(_fact(task, "kind"))
    what = _fact(task, "address") or _about(task)
    told = _("A watched page is gone or fails: %(what)s.") % {"what": f"{what} ({kind})" if kind else what}
    failures = task.facts.get("failures")
    counted = _failures(failures) if isinstance(failures, int) and failures else ""
    why = str(dict(CaptureFailure.choices).get(_fact(task, "failure"), ""))
    status = _fact(task, "status")
    answered = _("The last status was %(status)s.") % {"status": status} if status else ""
    return " ".join(part for part in (told, counted, why, answered) if part)


def _failures(number: int) -> str:
    return ngettext("It failed %(number)s time.", "It failed %(number)s times in a row.", number) % {
        "number": number
    }


def _document_missing(task: OfficerTask) -> str:
    what = task.series.title if task.series else task.key
    name = _document_name(task)[:_LONGEST_NAME]
    if not name:
        return _("A document that %(what)s takes in by reference is not on record.") % {"what": what}
    told = _("“%(name)s”, which %(what)s takes in by reference, is not on record.")
    return told % {"name": name, "what": what}


def _document_name(task: OfficerTask) -> str:
    if said := _fact(task, "name"):
        return said
    number = task.facts.get("document")
    noted = IncorporatedDocument.objects.filter(pk=number).first() if isinstance(number, int) else None
    return noted.name if noted else _fact(task, "address")


def _credit_unknown(task: OfficerTask) -> str:
    told = _("Credit lines name somebody who is not on record: %(name)s.")
    who = told % {"name": _fact(task, "name") or task.key}
    return " ".join(part for part in (who, _number(task, "images", _named)) if part)


def _named(number: int) -> str:
    return ngettext("%(number)s image names them.", "%(number)s images name them.", number) % {
        "number": number
    }


def _article(task: OfficerTask, name: str = "article") -> Article | None:
    try:
        identifier = UUID(_fact(task, name))
    except ValueError:
        return None
    return Article.objects.filter(pk=identifier).first()


def _headline(task: OfficerTask) -> str:
    """Return the article of a task by its headline, a fact; what is no longer held by its identifier."""
    held = _article(task)
    return held.headline if held else _fact(task, "article") or _fact(task, "withdrawal") or task.key


def _copy_withdrawn(task: OfficerTask) -> str:
    told = _("A copy of an article was taken back elsewhere: %(what)s.") % {"what": _headline(task)}
    return _by(task, told)


def _sent_again(task: OfficerTask) -> str:
    told = _("What a source took back is sent as usable again: %(what)s.") % {"what": _headline(task)}
    return _by(task, told)


def _by(task: OfficerTask, told: str) -> str:
    source = _fact(task, "by")
    return " ".join((told, _("By %(source)s.") % {"source": source})) if source else told


def _outcomes_changed(task: OfficerTask) -> str:
    what = (
        task.series.title
        if task.series
        else str(dict(ChangeKind.choices).get(_fact(task, "change"), task.key))
    )
    parts = (
        _("A change on record (%(what)s) changed outcomes.") % {"what": what},
        _number(task, "articles", _articles),
        _number(task, "images", _images),
        _number(task, "recalls", _recalls),
        _number(task, "copies", _copies_deleted),
        _number(task, "copies_in_doubt", _copies_in_doubt),
    )
    return " ".join(part for part in parts if part)


def _number(task: OfficerTask, name: str, tell: Callable[[int], str]) -> str:
    number = task.facts.get(name)
    return tell(number) if isinstance(number, int) and number else ""


def _articles(number: int) -> str:
    return ngettext(
        "%(number)s article comes to something else.", "%(number)s articles come to something else.", number
    ) % {"number": number}


def _images(number: int) -> str:
    return ngettext(
        "%(number)s image comes to something else.", "%(number)s images come to something else.", number
    ) % {"number": number}


def _recalls(number: int) -> str:
    return ngettext(
        "%(number)s delivery is no longer covered and is to be recalled.",
        "%(number)s deliveries are no longer covered and are to be recalled.",
        number,
    ) % {"number": number}


def _copies_deleted(number: int) -> str:
    return ngettext(
        "%(number)s full copy may no longer be kept and is deleted.",
        "%(number)s full copies may no longer be kept and are deleted.",
        number,
    ) % {"number": number}


def _copies_in_doubt(number: int) -> str:
    return ngettext(
        "%(number)s full copy is suspended or waits for a decision: it stays and is handed to nobody.",
        "%(number)s full copies are suspended or wait for a decision: they stay and are handed to nobody.",
        number,
    ) % {"number": number}


SENTENCES: dict[str, Callable[[OfficerTask], str]] = {
    "notice_found": _notice_found,
    "terms_changed": _terms_changed,
    "signal_changed": _signal_changed,
    "page_gone": _page_gone,
    "document_missing": _document_missing,
    "credit_unknown": _credit_unknown,
    "copy_withdrawn": _copy_withdrawn,
    "sent_again": _sent_again,
    "outcomes_changed": _outcomes_changed,
}
"""Kind → its sentence; other kinds are named as the choices do."""
