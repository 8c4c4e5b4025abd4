"""Immutable contents by the name and digest that decisions cite: what a replay loads."""

from __future__ import annotations

from licensing import translate
from licensing.models import PolicyVersion
from licensing.policy.model import Content


def content_named(version: str, digest: str) -> Content:
    """Return the content of a version by its name (`<series>@<number>`) and digest; raises LookupError."""
    series, at, number = version.rpartition("@")
    if not at or not number.isdecimal():
        raise LookupError(f"“{version}” is not the name of a version.")
    found = PolicyVersion.objects.filter(series__identifier=series, number=int(number), digest=digest).first()
    if found is None:
        raise LookupError(f"{version} with the digest {digest} is not on record.")
    return translate.compiled(found.pk, found.digest)
