"""Who asks comes from the token, and from nowhere else."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django import Settings

from archive.models import Article
from licensing.models import Consumer, ConsumerToken, Decision
from licensing.operations.consumers import revoke_token
from tests.licensing import world
from tests.licensing.api.caller import Answer, Caller, caller
from tests.licensing.api.test_asking import DECISIONS, question

ARTICLES = "/api/v1/articles"


def _challenged(answer: Answer) -> None:
    assert (answer.status, answer.slug) == (401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="imprimatur"'


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer a b",
        "Bearer unknown",
        "Bearer \xe9\xff",
        "Basic bmV3c3Jvb206eA==",
        "Token unknown",
    ],
)
def test_without_a_good_token_nobody_is_let_in(held: Article, newsroom: Caller, header: str) -> None:
    stranger = Caller("")
    _challenged(stranger.get(ARTICLES, **({"Authorization": header} if header else {})))


def test_a_revoked_token_is_refused_at_once(held: Article, newsroom: Caller) -> None:
    assert newsroom.get(ARTICLES).status == 200
    revoke_token(token=ConsumerToken.objects.get(), by="rights-officer", now=world.NOW)
    _challenged(newsroom.get(ARTICLES))


def test_a_consumer_whose_access_is_closed_is_told_so(held: Article, newsroom: Caller) -> None:
    Consumer.objects.filter(identifier="newsroom").update(active=False)
    answer = newsroom.post(DECISIONS, question(held, words=10))
    assert (answer.status, answer.slug) == (403, "consumer-inactive")
    assert not Decision.objects.exists()


def test_a_session_of_the_admin_opens_nothing_here(held: Article, newsroom: Caller) -> None:
    visitor = Caller("")
    visitor.client.force_login(User.objects.create_superuser("rights-officer"))
    _challenged(visitor.get(ARTICLES))


def test_the_decision_is_on_the_consumer_of_the_token(held: Article) -> None:
    caller(world.consumer("finder")).post(DECISIONS, question(held))
    assert Decision.objects.get().consumer == "finder"


def test_who_asks_too_often_has_to_wait(held: Article, newsroom: Caller, settings: Settings) -> None:
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": {"consumer": "2/hour"}}
    other = Caller(caller(Consumer.objects.get(identifier="newsroom")).token)
    assert [newsroom.get(ARTICLES).status, other.get(ARTICLES).status] == [200, 200]
    answer = newsroom.post(DECISIONS, question(held, words=10))
    assert (answer.status, answer.slug) == (429, "too-many-requests")
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert not Decision.objects.exists()
    assert caller(world.consumer("finder")).get(ARTICLES).status == 200


def test_an_empty_rate_limits_nobody(held: Article, newsroom: Caller, settings: Settings) -> None:
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": {"consumer": None}}
    assert newsroom.get(ARTICLES).status == 200


def test_a_token_is_printed_once_and_kept_as_a_digest(
    held: Article, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("issue_token", "newsroom", "--by", "rights-officer")
    token = capsys.readouterr().out.strip()
    row = ConsumerToken.objects.get()
    assert row.created_by == "rights-officer"
    assert token not in (row.digest, row.prefix)
    assert Caller(token).get(ARTICLES).status == 200


@pytest.mark.parametrize(("consumer", "by"), [("nobody", "rights-officer"), ("newsroom", " ")])
def test_a_token_for_nobody_or_by_nobody_is_refused_in_one_line(
    held: Article, consumer: str, by: str
) -> None:
    with pytest.raises(CommandError) as told:
        call_command("issue_token", consumer, "--by", by)
    assert "\n" not in str(told.value)
    assert not ConsumerToken.objects.exists()
