"""Files of terms as officers hand them over: text or HTML within a limit, decoded exactly or not at all."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 10 * 1024 * 1024
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_ENCODINGS = re.compile(
    r"utf-?8|(iso-?8859|windows|cp|koi8)[\w-]*|gb\w+|big5|euc-\w+|shift_jis|tis-620|us-ascii|latin-?1"
)


class TextFileField(forms.FileField):
    """A file of text; `clean` gives its bytes and its text."""

    def clean(self, data: Any, initial: Any = None) -> tuple[bytes, str] | None:  # noqa: ANN401 - what was sent
        """Return bytes and text, None where no file was given.  Raises ValidationError."""
        upload: UploadedFile[Any] | None = super().clean(data, initial)
        if not upload:
            return None
        if (upload.size or 0) > MOST_BYTES:
            raise ValidationError(_("The file is larger than 10 MiB."), code="size")
        content = upload.read(MOST_BYTES + 1)
        return content, text_of(content)


def text_of(content: bytes) -> str:
    """Return the text of a file.  Raises ValidationError where it is none, or its encoding can't be told."""
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), "")
    for name in [encoding] if encoding else ["utf-8", _named(content)]:
        try:
            text = content.decode(name) if name else ""
        except (UnicodeDecodeError, LookupError):
            continue
        if text and "\x00" not in text:
            return text
    raise ValidationError(
        _("This is no file of text in a known encoding. Save it as UTF-8, or paste the text."), code="text"
    )


def _named(content: bytes) -> str:
    found = _CHARSET.search(content[:4096])
    label = found.group(1).decode("ascii", "replace").lower() if found else ""
    return label if _TEXT_ENCODINGS.fullmatch(label) else ""
