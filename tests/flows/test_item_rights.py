"""What an item of a feed says of its own rights is on record and decides, from the file to the outcome."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pytest
from django.core.management import call_command

from archive import clock
from archive.models import Article, Source
from archive.operations.feeds import record_feed
from licensing.models import OfficerTask, PolicySeries, PolicyVersion
from licensing.operations import confirm_rule
from licensing.operations.agreements import Evidence as AgreementEvidence
from licensing.policy.decide import decide
from licensing.policy.model import Audience
from licensing.queries.facts import facts_for
from tests.flows.files import jsonl
from tests.licensing import world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_django import DjangoCaptureOnCommitCallbacks

    from licensing.policy.model import Decision
    from licensing.policy.model.answer import Obstacle

pytestmark = pytest.mark.django_db

BODY = " ".join(f"word{n}" for n in range(80))
ADDRESS = "https://essanews.com/items/1"
RIGHTSML = "https://iptc.org/std/RightsML/odrl-profile/"
PLUS = "http://ns.useplus.org/ldf/vocab/"
LICENSED_USES = ("store", "share", "republish", "adapt", "index")


@pytest.fixture(autouse=True)
def source() -> Source:
    world.party()
    world.consumer()
    world.consumer("archive", purpose="archiving")
    world.law("facts", "eu-dsm-15-short")
    return world.source()


def ninjs_2(**said: Any) -> str:
    item = {
        "uri": ADDRESS, "type": "text", "version": "1", "headline": "A headline", "body_text": BODY,
        "language": "en", "versioncreated": "2025-05-01T08:00:00Z", **said,
    }  # fmt: skip
    return json.dumps(item)


def ninjs_3(**said: Any) -> str:
    names = {
        "copyrightholder": "copyrightHolder", "copyrightnotice": "copyrightNotice", "usageterms": "usageTerms",
        "rightsinfo": "rightsInfo", "embargoed": "embargoed", "pubstatus": "pubStatus", "datamining": "dataMining",
    }  # fmt: skip
    item = {
        "uri": ADDRESS, "standard": {"name": "ninjs", "version": "3.0"}, "type": "text",
        "headlines": [{"role": "main", "value": "A headline"}],
        "bodies": [{"contentType": "text/plain", "value": BODY}],
        "versionCreated": "2025-05-01T08:00:00Z", **{names[name]: value for name, value in said.items()},
    }  # fmt: skip
    return json.dumps(item)


def newsml(**said: Any) -> str:
    made = {
        "copyrightholder": lambda v: f"<copyrightHolder><name>{escape(v)}</name></copyrightHolder>",
        "copyrightnotice": lambda v: f"<copyrightNotice>{escape(v)}</copyrightNotice>",
        "usageterms": lambda v: f"<usageTerms>{escape(v)}</usageTerms>",
        "datamining": lambda v: f'<dataMining uri="{escape(v)}"/>',
        "rightsinfo": lambda v: (
            f'<rightsExpressionData langid="odrl">{escape(v["encodedrights"])}</rightsExpressionData>'
        ),
    }
    rights = "".join(made[name](value) for name, value in said.items() if name in made)
    status = f'<pubStatus qcode="stat:{said["pubstatus"]}"/>' if "pubstatus" in said else ""
    embargo = f"<embargoed>{said['embargoed']}</embargoed>" if "embargoed" in said else ""
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:essanews.com:1" version="1">
<rightsInfo>{rights}</rightsInfo><itemMeta><itemClass qcode="ninat:text"/>{status}{embargo}
<versionCreated>2025-05-01T08:00:00Z</versionCreated></itemMeta>
<contentMeta><headline>A headline</headline></contentMeta><contentSet>
<remoteContent href="{ADDRESS}" contenttype="text/html"/>
<inlineData contenttype="text/plain">{BODY}</inlineData></contentSet></newsItem>"""


FORMATS: dict[str, tuple[Callable[..., str], str]] = {
    "ninjs 2": (ninjs_2, "ninjs"),
    "ninjs 3": (ninjs_3, "ninjs"),
    "NewsML-G2": (newsml, "newsml-g2"),
}


@pytest.fixture(params=FORMATS)
def take(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Article | None]:
    """Take in one item that says this of its rights; return the article, None where it doesn't come in."""
    write, name = FORMATS[request.param]

    def _take(*options: str, **said: Any) -> Article | None:
        return ingest(tmp_path, name, write(**said), *options)

    return _take


def ingest(place: Path, name: str, text: str, *options: str) -> Article | None:
    file = place / "items"
    file.write_text(text)
    call_command(
        "ingest", str(file), "--format", name, "--source", "essanews.com", *options, stdout=StringIO(), stderr=StringIO()
    )  # fmt: skip
    return Article.objects.filter(headline__in=["A headline", "Headline 0"]).first()


def words(held: Article | None) -> int:
    return held.excerpt.word_count if held is not None and hasattr(held, "excerpt") else 0


def asked(held: Article | None, action: str, who: str = "newsroom", **fields: Any) -> Decision:
    assert held is not None
    question = world.use(action, at=clock.now(), **fields)
    return decide(question, facts_for(article=held.pk, use=question, consumer=who))


def outcome(held: Article | None, action: str, **fields: Any) -> str:
    return str(asked(held, action, **fields).outcome)


def terms_on_record() -> PolicyVersion:
    return PolicyVersion.objects.get(series__identifier__startswith="urn:rights:signal:usage-terms:")


def expression(kind: str, action: str = "distribute", profile: str = RIGHTSML, **more: Any) -> dict[str, str]:
    document = {
        "@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set", "uid": "urn:policy:1", "profile": profile,
        "conflict": "prohibit", kind: [{"action": action}], **more,
    }  # fmt: skip
    return {"encodedrights": json.dumps(document)}


def obstacles(decision: Decision) -> list[Obstacle]:
    holders = [holder for part in decision.parts for holder in part.holders]
    return [obstacle for holder in holders for obstacle in holder.obstacles]


# --- refusals ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("terms", ["No use of it after 2026-01-01", "Not for use without consent"])
def test_what_usage_terms_prohibit_is_prohibited_at_once_and_no_word_is_kept(
    take: Callable[..., Article | None], terms: str
) -> None:
    held = take(usageterms=terms)
    assert held is not None
    assert words(held) == 0
    for use in (*LICENSED_USES, "excerpt", "mine", "train", "ground"):
        assert outcome(held, use) == "consent", use
    version = terms_on_record()
    assert (version.reading, version.source_text) == ("partial", terms)
    assert [clause.text for clause in version.clauses.all()] == [terms]
    cited = [
        clause.text for obstacle in obstacles(asked(held, "store")) for clause in obstacle.citation.clauses
    ]
    assert terms in cited


@pytest.mark.parametrize("terms", ["EDITORIAL USE ONLY FOR 14 DAYS", "NO SALES, SEE DESK 7", "Ask ACME"])
def test_usage_terms_that_the_reader_does_not_understand_leave_every_licensed_use_in_doubt(
    take: Callable[..., Article | None], terms: str
) -> None:
    held = take(usageterms=terms)
    assert {outcome(held, use) for use in LICENSED_USES} == {"review"}
    page = PolicyVersion.objects.get(series__identifier__startswith="urn:rights:signal:page:")
    assert f"feed: usageTerms = {terms}" in page.source_text


def test_a_country_that_is_closed_is_closed_to_who_is_there_and_to_who_does_not_say(
    take: Callable[..., Article | None],
) -> None:
    world.consumer("berlin", territory="DE")
    held = take(usageterms="GERMANY OUT", copyrightnotice="© essanews.com")
    assert held is not None
    assert outcome(held, "store", who="berlin", territory="DE") == "consent"
    assert outcome(held, "store", who="berlin", territory=None) == "review"
    assert outcome(held, "store") == "review"  # nobody prohibits it there, and nobody permits it
    assert not PolicySeries.objects.filter(identifier__contains="usage-terms").exists()
    assert not OfficerTask.objects.exists()


@pytest.mark.parametrize(
    ("terms", "use", "fields"),
    [
        ("NO ARCHIVES", "store", {}),
        ("EDITORIAL USE ONLY", "republish", {"purpose": "advertising"}),
        ("NO COMMERCIAL USE", "republish", {}),
        ("No use after 2026-01-01", "republish", {}),
        ("EXPIRES 2026-01-01", "excerpt", {}),
        ("POLAND OUT", "store", {}),
    ],
)
def test_a_phrase_of_an_agency_is_prohibited_at_once(
    take: Callable[..., Article | None], terms: str, use: str, fields: dict[str, Any]
) -> None:
    world.consumer("agency-client", purpose="advertising")
    held = take(usageterms=terms)
    who = "agency-client" if fields else "newsroom"
    assert outcome(held, use, who=who, **fields) == "consent"


def test_an_agreement_permits_what_a_phrase_does_not_reserve_and_no_more(
    take: Callable[..., Article | None],
) -> None:
    held = take(usageterms="NO ARCHIVES", copyrightnotice="© essanews.com")
    assert held is not None
    world.agreement(actions=("distribute", "archive"), identifier="urn:rights:agreement:other")
    assert outcome(held, "republish", audience=Audience.PUBLIC) == "permit"


def test_what_usage_terms_permit_counts_only_once_an_officer_confirmed_it(
    take: Callable[..., Article | None],
) -> None:
    held = take(usageterms="Free to use with attribution.", copyrightnotice="© essanews.com")
    assert held is not None
    uses = ("store", "republish", "index")
    assert {outcome(held, use) for use in uses} == {"review"}
    version = terms_on_record()
    assert version.document
    for number in range(len(version.document["permission"])):
        confirm_rule(
            version=version,
            pointer=f"/permission/{number}",
            by="rights-officer",
            reason="read",
            effective_from=held.captured_at,
            now=clock.now(),
        )
    assert {outcome(held, use) for use in uses} == {"permit"}
    assert outcome(held, "train") == "review"


def test_words_that_the_reader_left_out_stay_in_doubt_beside_what_it_read(
    take: Callable[..., Article | None],
) -> None:
    held = take(
        usageterms="No archiving. Resale by arrangement with desk 7.", copyrightnotice="© essanews.com"
    )
    assert (outcome(held, "store"), outcome(held, "republish")) == ("consent", "review")
    assert terms_on_record().clauses.count() == 1
    page = PolicyVersion.objects.get(series__identifier__startswith="urn:rights:signal:page:")
    assert "usageTerms" in page.source_text
    assert page.document
    doubts = [rule for rule in page.document["prohibition"] if "constraint" in rule]
    assert doubts[0]["constraint"][0]["leftOperand"] == "ra:unread"


def test_officers_are_told_of_a_wording_once(take: Callable[..., Article | None]) -> None:
    take(usageterms="Not for use without consent")
    take("--again", usageterms="Not for use without consent")
    task = OfficerTask.objects.get()
    assert (task.kind, task.version) == ("notice_found", terms_on_record())


def test_other_terms_take_the_place_of_earlier_ones_and_silence_takes_nothing_back(tmp_path: Path) -> None:
    ingest(tmp_path, "ninjs", ninjs_2(usageterms="Not for use without consent"))
    held = ingest(tmp_path, "ninjs", ninjs_2(section="News"))
    assert outcome(held, "store") == "consent"
    held = ingest(tmp_path, "ninjs", ninjs_2(usageterms="Ask ACME"))
    assert outcome(held, "store") == "review"


def test_a_policy_of_an_unknown_profile_is_reviewed(take: Callable[..., Article | None]) -> None:
    held = take(rightsinfo=expression("permission", profile="https://vocabulary.example/profile/"))
    assert {outcome(held, use) for use in (*LICENSED_USES, "train")} == {"review"}
    assert words(held) == 0


@pytest.mark.parametrize(
    "encoded", ["{", "<o:Policy/>", "https://essanews.com/policy.json", '{"@type": "Set"}']
)
def test_a_policy_that_cannot_be_read_is_reviewed(take: Callable[..., Article | None], encoded: str) -> None:
    held = take(rightsinfo={"encodedrights": encoded})
    assert {outcome(held, use) for use in LICENSED_USES} == {"review"}


def test_a_policy_prohibits_for_its_article_alone(
    take: Callable[..., Article | None], tmp_path: Path
) -> None:
    held = take(rightsinfo=expression("prohibition", "archive"))
    assert outcome(held, "store") == "consent"
    Article.objects.filter(headline="A headline").update(headline="Another")
    silent = ingest(tmp_path, "jsonl", jsonl(range(1)).decode())
    assert silent is not None
    assert silent.headline == "Headline 0"
    assert not [one for one in obstacles(asked(silent, "store")) if one.row == 5]


def test_nobody_permits_in_another_ones_name(take: Callable[..., Article | None]) -> None:
    agency = world.do.record_party(identifier="urn:rights:party:agency", name="Agency", names=["agency"])
    said = expression("permission", "distribute", assigner=agency.identifier)
    held = take(rightsinfo=said, copyrightholder="Agency", copyrightnotice="© Agency")
    assert outcome(held, "republish") == "review"


def test_a_policy_of_the_publisher_permits_what_it_holds_and_no_more(
    take: Callable[..., Article | None],
) -> None:
    held = take(rightsinfo=expression("permission", "distribute"), copyrightnotice="© essanews.com")
    assert (outcome(held, "republish"), outcome(held, "store")) == ("permit", "review")


def test_a_holder_whom_nobody_knows_stays_unknown(take: Callable[..., Article | None]) -> None:
    held = take(rightsinfo=expression("permission", "distribute"), copyrightholder="Somebody Else")
    assert held is not None
    assert held.copyright_notice == "Somebody Else"
    assert outcome(held, "republish") == "review"
    assert words(held) == 0  # the very short extract speaks for press publishers alone


def test_a_holder_beside_another_ones_line_leaves_it_open_who_holds(
    take: Callable[..., Article | None],
) -> None:
    held = take(
        rightsinfo=expression("permission", "distribute"),
        copyrightholder="Somebody Else",
        copyrightnotice="© essanews.com",
    )
    assert held is not None
    assert held.copyright_notice == "© essanews.com | Somebody Else"
    assert outcome(held, "republish") == "review"


@pytest.mark.parametrize(
    ("value", "mine", "train"),
    [
        ("DMI-PROHIBITED", "consent", "consent"),
        ("DMI-PROHIBITED-AIMLTRAINING", "review", "consent"),
        ("DMI-PROHIBITED-SEECONSTRAINT", "review", "review"),
        ("DMI-NEVER-HEARD-OF", "review", "review"),
        ("DMI-UNSPECIFIED", "review", "review"),
        ("DMI-ALLOWED", "permit", "permit"),
    ],
)
def test_data_mining_is_read_as_plus_says(
    take: Callable[..., Article | None], value: str, mine: str, train: str
) -> None:
    held = take(datamining=f"{PLUS}{value}")
    assert (outcome(held, "mine"), outcome(held, "train")) == (mine, train)


@pytest.mark.parametrize(
    "said", [{"pubstatus": "canceled"}, {"pubstatus": "withheld"}, {"pubstatus": "a-new-word"}]
)
def test_what_is_canceled_or_withheld_does_not_come_in(
    take: Callable[..., Article | None], said: dict[str, str]
) -> None:
    assert take(**said) is None


def test_an_embargo_holds_until_it_is_over(take: Callable[..., Article | None]) -> None:
    until = (clock.now() + timedelta(days=3)).isoformat()
    assert take(embargoed=until) is None
    assert take(embargoed="soon") is None


# --- precedence --------------------------------------------------------------------------------------------------------


def test_a_feed_under_its_own_agreement_goes_before_what_its_items_say_and_a_kill_goes_before_it(
    take: Callable[..., Article | None],
    source: Source,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """Row 3 as written: an agreement that permits leaves row 5 to strangers, and a feed agreement has none."""
    now = clock.now()
    record_feed(identifier="agency-feed", source=source, name="The agency's feed", now=now)
    world.do.grant_agreement(
        identifier="urn:rights:agreement:feed",
        title="The feed",
        assigner=world.party(),
        assignees=["newsroom"],
        document=world.document("Agreement", world.WPM, permission=[{"action": "archive"}]),
        scope_kind="collection",
        scope_value="agency-feed",
        effective_from=now - world.DAY,
        evidence=AgreementEvidence("letter.txt", "We agree."),
        timezone="Europe/Warsaw",
        officer="rights-officer",
        now=now,
    )
    held = take("--feed", "agency-feed", usageterms="Not for use without consent")
    assert outcome(held, "store") == "permit"
    assert outcome(held, "republish") == "consent"  # of which the agreement doesn't speak
    with django_capture_on_commit_callbacks(execute=True):
        take("--feed", "agency-feed", "--again", pubstatus="canceled")
    assert outcome(held, "store") == "deny"


def test_an_item_that_speaks_is_decided_by_itself_and_its_silent_neighbours_together(tmp_path: Path) -> None:
    rows = jsonl(range(2)).decode() + jsonl(range(2, 3), usageTerms="Not for use without consent").decode()
    ingest(tmp_path, "jsonl", rows)
    said = {held.address: words(held) for held in Article.objects.order_by("address")}
    assert list(said.values()) == [10, 10, 0]
    assert PolicySeries.objects.filter(identifier__contains="usage-terms").count() == 1


def test_rsl_of_an_item_of_a_feed_decides_about_it(tmp_path: Path) -> None:
    licence = (
        f"<r:content xmlns:r='https://rslstandard.org/rsl' url='{ADDRESS}'><r:license>"
        "<r:prohibits type='usage'>ai-train</r:prohibits></r:license></r:content>"
    )
    feed = (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>X</title>"
        f"<item><link>{ADDRESS}</link><title>A headline</title>{licence}"
        f"<content:encoded>{BODY}</content:encoded></item></channel></rss>"
    )
    held = ingest(tmp_path, "feed", feed)
    assert outcome(held, "train") == "consent"
    assert outcome(held, "index") == "review"
