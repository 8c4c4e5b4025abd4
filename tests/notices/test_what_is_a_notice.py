"""What is a notice, and what only speaks of rights: the law, somebody else's works, logos, cookies, robots."""

from __future__ import annotations

import pytest

from licensing.notices import read_notice


@pytest.mark.parametrize(
    "text",
    [
        "The author of a work has the exclusive right to reproduce it.",
        "Copyright protects original works such as articles and photographs.",
        "According to Article 29 of the Copyright Act, quotations are permitted if the source is named.",
        "Our name and logo may not be used without permission.",
        "You may not remove any copyright notices.",
        "You agree not to use our site for any unlawful purpose.",
        "You have the right not to be subject to automated decision-making.",
        "本サイトの情報を投資判断の根拠として使用しないでください。",
        "We use cookies to analyse traffic. All cookies are stored for a year.",
        "By posting a comment you grant us a licence to reproduce it.",
        "By submitting content, you grant us a worldwide license to use, copy and display it solely to provide the Service.",
        "Vous nous accordez une licence de reproduction et de diffusion de vos contenus.",
        "您授予我們在提供服務所需範圍內使用這些資料的權利。",
        "Unlike CC0, CC BY demands attribution.",
        "User-agent: GPTBot\nDisallow: /",
        "Crawl-delay: 10",
    ],
)
def test_it_is_no_notice_and_says_nothing(text: str) -> None:
    reading = read_notice(text)
    assert not reading.is_notice
    assert set(reading.labels.values()) == {"silent"}


@pytest.mark.parametrize(
    "text",
    [
        "© gazeta.pl",
        "Content may be used in teaching only.",
        "Gemäß § 51 UrhG ist das Zitieren unserer Texte mit Quellenangabe zulässig.",
        "You may freely use the images on this website.",
    ],
)
def test_a_notice_that_permits_nothing_for_certain_is_still_one(text: str) -> None:
    reading = read_notice(text)
    assert reading.is_notice
    assert "permit" not in reading.labels.values()


def test_images_among_other_content_do_not_narrow_a_permission() -> None:
    labels = read_notice("All recipes, images and content are for personal, non-commercial use only.").labels
    assert labels["personal"] == "permit"


def test_not_to_remove_a_notice_is_a_duty_and_no_ban() -> None:
    reading = read_notice(
        "You may print articles for personal use, provided you do not remove the copyright notice."
    )
    assert reading.labels["personal"] == "permit"
    assert reading.duties == ("notice",)


def test_behind_a_but_only_a_narrow_permission_is_believed() -> None:
    narrow = read_notice(
        "Reproduction is prohibited, but short quotations with attribution are permitted."
    ).labels
    broad = read_notice(
        "Copying is prohibited without consent, but articles may be copied freely by our friends."
    ).labels
    assert (narrow["excerpt"], narrow["republish"]) == ("permit", "deny")
    assert "permit" not in broad.values()
    assert broad["republish"] == "consent"


def test_mining_for_research_permits_no_training() -> None:
    labels = read_notice("Articles may be mined for scientific research with attribution.").labels
    assert labels["train"] != "permit"
