"""Names of holders as notices write them."""

from __future__ import annotations

import pytest

from licensing.notices import read_notice


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("© gazeta.pl", "gazeta.pl"),
        ("Copyright by dailynews. All rights reserved.", "dailynews"),
        ("© 2024 chatGpt Media. All rights reserved.", "chatGpt Media"),
        (
            "@2015 Linhas Aéreas S.A.\nProibida a reprodução total ou parcial sem autorização",
            "Linhas Aéreas S.A.",
        ),
        ("© (주)한겨레", "(주)한겨레"),
        ("© 2020 L'Équipe. Tous droits réservés.", "L'Équipe"),
        ("© d'Ouest-France. Tous droits réservés.", "Ouest-France"),
        ("© Kungliga biblioteket", "Kungliga biblioteket"),
        ("© Copyright DR. Materialet må ikke gengives uden tilladelse.", "DR"),
        (
            "Sivuston sisältö kuuluu Saaristo Oy:lle. Sisällön kopiointi ilman lupaa on kielletty.",
            "Saaristo Oy",
        ),
        ("本网站内容知识产权归容量互娱所有，未经授权不得转载", "容量互娱"),
        ("A tartalom jogtulajdonosa Mezőberény Város.", "Mezőberény Város"),
    ],
)
def test_a_name_is_taken_whole(text: str, name: str) -> None:
    assert read_notice(text).holder == name


@pytest.mark.parametrize(
    "text",
    [
        "All materials are protected under International Copyright Laws.",
        "本サイトの著作権は各著作者に帰属します。無断転載を禁じます。",
        "All rights reserved by the author.",
        "Copyright by law.",
        "受著作權及智慧財產權法規保護。未經書面授權，不得複製。",
    ],
)
def test_what_names_no_one_is_no_holder(text: str) -> None:
    assert read_notice(text).holder is None
