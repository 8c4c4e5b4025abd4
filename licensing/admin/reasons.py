"""Why the reader of notices was not sure, in the active language; a reading keeps its reasons in English."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

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
