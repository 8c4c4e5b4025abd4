"""Why a reader was not sure, or could not read, in the active language; what is on record keeps its reasons in English."""

from __future__ import annotations

import re

from django.utils.translation import gettext, gettext_noop

from archive.choices import CaptureFailure

_LINK = "; "
"""Joins the reasons of one use."""

_REASONS = frozenset(
    (
        gettext_noop("the text is longer than what is read, and what follows could take the permission back"),
        gettext_noop("the text has marks that change the direction of reading"),
        gettext_noop("letters of different scripts are mixed inside words"),
        gettext_noop("the text has hidden or struck-out markup"),
        gettext_noop("a sentence is longer than what is read together"),
        gettext_noop("the text has broken characters"),
        gettext_noop("the notice both permits and forbids everything"),
        gettext_noop("all rights are reserved, and the permission only follows from a duty"),
        gettext_noop("the notice both permits and reserves it"),
        gettext_noop("only images are spoken of"),
        gettext_noop("it is both allowed and limited in one sentence"),
        gettext_noop("the language of the permission is not certain"),
        gettext_noop("the sentence may be cut off"),
        gettext_noop("it is a question"),
        gettext_noop("it is for some people or times only, or about the site"),
        gettext_noop("what the law allows is no permission"),
        gettext_noop("it speaks of what belongs to others"),
        gettext_noop("the duty to name the source is not the only one"),
        gettext_noop("only images are permitted"),
        gettext_noop("only code are permitted"),
        gettext_noop("the permission depends on a condition"),
        gettext_noop("the permission is limited in a way that is not understood"),
        gettext_noop("it does not say of which content it speaks"),
    )
)
"""As the reader says them (`licensing.notices`)."""  # fmt: skip


def reason_told(reason: str) -> str:
    """Return a reason, or several in one line, in the active language; one that is not listed stays as it is."""
    return _LINK.join(gettext(one) if one in _REASONS else one for one in reason.split(_LINK))


_UNREAD = frozenset(
    (
        gettext_noop("nobody has read it yet"),
        gettext_noop("the reader found no notice in it"),
        gettext_noop("its markup moves the clauses: an officer has to read it"),
        gettext_noop("unreadable"),
        gettext_noop("more is said here than is read"),
        gettext_noop("longer than what is read of it"),
        gettext_noop("not XML that is read here"),
        gettext_noop("not one policy"),
        gettext_noop("not a policy of ODRL"),
        gettext_noop("an attribute that is not understood"),
        gettext_noop("an element that is not understood"),
        gettext_noop("a constraint that is not understood"),
        gettext_noop("too deep"),
        gettext_noop("not a document of Really Simple Licensing"),
        gettext_noop("an element that is not known"),
        gettext_noop("a content without its address"),
        gettext_noop("more than one payment"),
        gettext_noop("a page in the place of the file"),
        gettext_noop("robots.txt is longer than what is read of it"),
        gettext_noop("a page was found in the place of robots.txt"),
        gettext_noop("robots.txt is no text that can be read"),
    )
)
"""Why nothing was read, as it stands on record."""
_WITH_WHY = (
    (re.compile(r"robots\.txt was not read to its end \((.*)\)"), gettext_noop("robots.txt was not read to its end (%s)")),
    (re.compile(r"robots\.txt could not be read \((.*)\)"), gettext_noop("robots.txt could not be read (%s)")),
    (re.compile(r"status (\d{3})"), gettext_noop("HTTP status %s")),
)  # fmt: skip


def unread_told(why: str) -> str:
    """Return why something could not be read, in the active language; what is not listed stays as it is."""
    if why in _UNREAD:
        return gettext(why)
    for pattern, told in _WITH_WHY:
        if match := pattern.fullmatch(why):
            return gettext(told) % failure_told(match[1])
    return failure_told(why)


def failure_told(code: str) -> str:
    """Return what a code of a failed look means, without a full stop; another word stays as it is."""
    return str(dict(CaptureFailure.choices).get(code, code)).removesuffix(".")
