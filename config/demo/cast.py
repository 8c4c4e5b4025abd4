"""Who takes part: role accounts, parties, the publisher with its site, consumers and what they are registered for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from archive.models import Source
from archive.operations.sources import record_publisher, record_source
from config.demo.page import FACTS
from licensing.models import Consumer, Party
from licensing.operations.consumers import intake_consumer, issue_token, register_consumer, set_registration
from licensing.operations.parties import assign_holders, record_party
from licensing.roles import ensure_roles

OFFICER = "rights-officer"
SECOND_OFFICER = "rights-officer-2"
LEGAL = "legal-officer"

WPM = "urn:rights:party:wirtualna-polska-media-sa"
GROUP = "urn:rights:party:wirtualna-polska-group"

ACCOUNTS = {
    OFFICER: "rights_officer",
    SECOND_OFFICER: "rights_officer",
    LEGAL: "legal_officer",
    "archivist": "archivist",
    "auditor": "auditor",
}
"""Role accounts of the demonstration; they have no password until somebody sets one."""

CREDITED = (
    ("urn:rights:party:pap", "PAP", "organisation"),
    ("urn:rights:party:epa", "EPA", "organisation"),
    ("urn:rights:party:vyacheslav-prokofyev", "VYACHESLAV PROKOFYEV", "person"),
    ("urn:rights:party:sputnik", "SPUTNIK", "organisation"),
    ("urn:rights:party:kremlin-pool", "KREMLIN POOL", "organisation"),
)
"""Those whom the credit line names, in its order."""

CONSUMERS = {
    "newsroom": ("Newsroom", ("news-reporting", "internet-search")),
    "media-monitoring": ("Media monitoring", ("media-monitoring", "news-reporting")),
}


@dataclass(frozen=True)
class Cast:
    """What the acts need to name."""

    source: Source
    publisher: Party
    group: Party
    consumers: dict[str, Consumer]
    tokens: dict[str, str]


def assemble(*, now: datetime) -> Cast:
    """Put everybody on record."""
    ensure_roles()
    _accounts()
    publisher, group = _parties()
    house = record_publisher(
        identifier="wirtualna-polska", name="Wirtualna Polska", legal_name=FACTS["publisher"], country="PL"
    )
    source = record_source(
        publisher=house,
        domain=FACTS["site"],
        name="essanews.com",
        language=FACTS["language"],
        looks_into_images=False,  # the photo is on the real site, which a demonstration leaves alone
    )
    assign_holders(
        credit_line=FACTS["images"][0]["credit"],
        holders=[[identifier for identifier, _, _ in CREDITED]],
        reason="One supply chain, as the credit line prints it.",
        by=OFFICER,
        now=now,
    )
    consumers = {identifier: _consumer(identifier, now) for identifier in CONSUMERS}
    intake = intake_consumer(now=now)
    set_registration(consumer=intake, kind="territory", name="PL", by=OFFICER, now=now)
    set_registration(consumer=intake, kind="purpose", name="archiving", by=OFFICER, now=now)
    tokens = {
        name: issue_token(consumer=consumer, by=OFFICER, now=now) for name, consumer in consumers.items()
    }
    return Cast(source, publisher, group, consumers, tokens)


def _accounts() -> None:
    users = get_user_model().objects
    for name, role in ACCOUNTS.items():
        user, new = users.get_or_create(username=name, defaults={"is_staff": True})
        if new:
            user.set_unusable_password()
            user.save()
        user.groups.add(Group.objects.get(name=role))


def _parties() -> tuple[Party, Party]:
    publisher = record_party(
        identifier=WPM,
        name=FACTS["publisher"],
        kind="organisation",
        names=[FACTS["site"]],
        domains=[FACTS["site"]],
    )
    group = record_party(identifier=GROUP, name="Wirtualna Polska (group)", kind="group")
    for identifier, name, kind in CREDITED:
        record_party(identifier=identifier, name=name, kind=kind)
    return publisher, group


def _consumer(identifier: str, now: datetime) -> Consumer:
    name, purposes = CONSUMERS[identifier]
    consumer = register_consumer(identifier=identifier, name=name, now=now)
    for purpose in purposes:
        set_registration(consumer=consumer, kind="purpose", name=purpose, by=OFFICER, now=now)
    set_registration(consumer=consumer, kind="territory", name="EU", by=OFFICER, now=now)
    return consumer
