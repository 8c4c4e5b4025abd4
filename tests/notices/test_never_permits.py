"""What sounds like a permission and is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from licensing.notices import read_notice
from licensing.notices.uses import ALL

LISTED = (Path(__file__).parent / "data" / "no-permission.txt").read_text().splitlines()
"""Made-up sentences, one a line: permissions to the site, of some, of the past, on request, quoted, asked, of a law."""
NO_PERMISSION = (
    "You may not, under any circumstances, use our content to train AI.",
    "Permission is granted to no one.",
    "Use is permitted only where required by law.",
    "Wolno kopiować wyłącznie za zgodą redakcji.",
    "Reproduction is authorised solely for subscribers.",
    "Quotations may be removed.",
    "Content may be used only as permitted by our Terms of Use.",
    "Es ist erlaubt, Kommentare zu schreiben.",
    "Die Nutzung ist ohne Genehmigung nicht erlaubt.",
    "La reproducción está permitida previa autorización.",
    "La riproduzione è consentita previa autorizzazione scritta.",
    "La reproduction est autorisée sous réserve d'accord préalable de l'éditeur.",
    "A reprodução é permitida mediante autorização.",
    "Перепечатка разрешается только с письменного согласия редакции.",
    "Przedruk możliwy po uzyskaniu zgody wydawcy.",
    "Převzetí článků je možné pouze po dohodě s redakcí.",
    "Overname toegestaan na schriftelijke toestemming.",
    "Kopiering tillåten efter överenskommelse.",
    "Käyttö on sallittu vain toimituksen luvalla.",
    "転載をご希望の方は許可を得てください。",
    "经授权后方可转载。",
    "사전 승인 후 사용 가능",
    "يسمح بإعادة النشر بعد الحصول على إذن.",
    "อนุญาตให้ใช้ได้เมื่อได้รับความยินยอมเป็นลายลักษณ์อักษร",
    "You may reproduce up to 50 words provided you pay the fee.",
    "This content was reproduced with permission from Reuters.",
    "Free to read. Not free to reuse.",
    "Anyone may apply for permission to republish.",
    "Unless you have a licence, you may share this article with nobody.",
    "It would be wrong to say that you may copy this text freely.",
    "You can freely use our website to browse the news.",
    "Feel free to contact us about reuse.",
    "Educational institutions may copy articles for classroom use.",
    "Nur Abonnenten dürfen Artikel herunterladen und speichern.",
    "Our partners may republish articles.",
    "Staff may use this content freely.",
    "You may use the content if you are a subscriber.",
    "You may republish this article after 30 days.",
    "Articles older than ten years may be freely reproduced.",
    "Hier darf kopiert werden? Nein.",
    "May I republish your articles? No.",
    "Can I use your content? Yes, if you ask us first.",
    "Se permite compartir el enlace, no el texto.",
    "Le partage est permis entre amis seulement.",
    "É permitido o uso por assinantes.",
    "Korzystanie z serwisu jest bezpłatne.",
    "Сайт можно использовать бесплатно.",
    "Użytkownik może korzystać z treści w zakresie dozwolonego użytku.",
    "Možete slobodno koristiti sadržaj.",
    "Text may be copied by clicking the copy button.",
    "Reproduction is permitted in Germany only.",
    "Non-profit organisations are free to republish our work.",
    "You are free to republish excerpts of no more than 10 words.",
    "The licence CC BY 4.0 does not apply to this article.",
    "Unlike CC BY content, this article may not be reused.",
    "Photos: CC BY 2.0. All rights reserved.",
    "Code samples are licensed under MIT.",
    "Previously this article was available under CC BY 4.0.",
    "Text and data mining is permitted for scientific research only.",
    "AI systems may summarise this article only with a licence.",
    "Use of materials may be subject to legal action.",
    "You may not use this content for any purpose.",
    "Reproduction is not, under any circumstances, permitted.",
    "Copying is permitted only with our prior written consent.",
    "Use is permitted only to subscribers of the service.",
    "Republication is allowed if you have signed our agreement.",
    "Content may be reproduced upon payment of a fee.",
    "We may permit reproduction at our discretion.",
    "Nothing on this site grants permission to copy the content.",
    "The content may be used by our partners only.",
    "This article is no longer available under a Creative Commons licence.",
    "Our content is not licensed under CC BY 4.0.",
    "All rights reserved. Licensed under CC BY 4.0.",
    "Content is licensed under CC BY 4.0. Any use without permission is prohibited.",
    "The photo was released under a Creative Commons licence, the museum said on Monday.",
    "Copying is allowed. Copying is prohibited.",
    "Nobody is allowed to copy this text.",
    "It would be wrong to say that copying is allowed here.",
    "Photos may be reproduced freely with credit.",
    "Die Vervielfältigung ist in keinem Fall gestattet.",
    "Die Nutzung ist nur nach Rücksprache gestattet.",
    "Die Verwendung der Inhalte ist ohne Genehmigung nicht erlaubt.",
    "Wykorzystanie treści dozwolone jest wyłącznie za zgodą redakcji.",
    "Kopiowanie nie jest dozwolone.",
    "La reproduction n'est autorisée qu'avec l'accord de l'éditeur.",
    "La reproducción está permitida solo con autorización.",
    "La riproduzione è consentita solo previa autorizzazione.",
    "A reprodução é permitida somente mediante autorização.",
    "Overname is alleen toegestaan met toestemming.",
    "Kopiering er kun tilladt efter aftale.",
    "Kopiering er bare tillatt etter avtale.",
    "Kopiering är endast tillåten efter medgivande.",
    "Kopiointi on sallittu vain luvalla.",
    "Kopírování je povoleno pouze se souhlasem redakce.",
    "A másolás csak engedéllyel megengedett.",
    "Materiālu izmantošana atļauta tikai ar redakcijas atļauju.",
    "Naudoti leidžiama tik gavus sutikimą.",
    "İçerik ancak yazılı izin ile kullanılabilir.",
    "Использование материалов разрешено только с согласия редакции.",
    "Все права защищены. При использовании чужих материалов ссылка на источник обязательна.",
    "Використання матеріалів дозволено лише за згодою редакції.",
    "転載は許可を得た場合のみ可能です。",
    "经授权方可转载使用。",
    "허락을 받은 경우에만 이용할 수 있습니다.",
    "يسمح بالنشر فقط بعد الحصول على إذن خطي.",
    "อนุญาตให้เผยแพร่เฉพาะเมื่อได้รับอนุญาตเป็นลายลักษณ์อักษรเท่านั้น",
    "We may use your content for any purpose, including training AI.",
    "By submitting, you agree that we may republish your articles with attribution.",
    "Republication will be permitted from 2030.",
    "Reproduction is not considered permitted.",
    "Reuse would be permitted if we had cleared the rights.",
    "If permitted by us, you may reproduce the content with attribution.",
    "Our competitor allows anyone to copy its articles freely.",
    "Any use is forbidden, but search engines may not index it.",
    "You may copy articles, but only with our consent.",
    "Subscribers may republish articles with a link to the source.",
    "When using materials of others, a link to the source is required.",
    "Copying of articles with a mandatory link is prohibited.",
    "Wir dürfen Ihre Inhalte nutzen und veröffentlichen.",
    "Bei fremden Inhalten ist die Quellenangabe verpflichtend.",
    "Nachdruck nur mit Genehmigung und Quellenangabe.",
    "Nous pouvons utiliser vos contenus librement.",
    "Reproduction interdite, mais citation obligatoire de la source.",
    "La minería de textos es una técnica que permite analizar contenidos.",
    "O período em que a reprodução é permitida é indicado em segundos.",
    "Przy wykorzystaniu cudzych materiałów podanie źródła jest obowiązkowe.",
    "При размещении рекламы ссылка на сайт обязательна.",
    "Копирование даже с обязательной ссылкой на сайт не допускается.",
    "При использовании материалов необходимо согласие редакции и ссылка на сайт.",
    "Pārpublicēšana tikai ar redakcijas atļauju, atsauce obligāta.",
    "Átvétel csak engedéllyel és a forrás megjelölésével.",
    "転載する場合は事前にご連絡の上、出典を明記してください。",
    "转载他人文章请注明出处。",
    "经授权转载请注明出处。",
    "Reproducerea este permisă numai cu acordul editorului.",
    "Използването на материалите е разрешено само със съгласието на редакцията.",
)


@pytest.mark.parametrize("text", NO_PERMISSION)
def test_it_permits_nothing(text: str) -> None:
    assert "permit" not in read_notice(text).labels.values()


@pytest.mark.parametrize("line", LISTED)
def test_a_permission_of_somebody_else_of_the_past_or_on_request_is_none(line: str) -> None:
    text = line.replace("\\n", "\n")
    assert "permit" not in read_notice(text).labels.values()


@pytest.mark.parametrize("text", NO_PERMISSION[:8])
def test_two_notices_one_after_the_other_permit_no_more_than_each(text: str) -> None:
    assert "permit" not in read_notice(f"{text}\n© 2024 Example Ltd. All rights reserved.").labels.values()


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("You may print this page for personal use.", {"personal"}),
        ("Copying is prohibited without permission, except for personal use.", {"personal"}),
        ("Any use is prohibited. This does not apply to search engines.", {"index"}),
        ("Short excerpts may be quoted provided the source is acknowledged.", {"excerpt"}),
        ("No part may be used to train AI without permission, but search engines may index it.", {"index"}),
        ("Reproduction de citations courtes autorisée avec mention de la source.", {"excerpt"}),
        ("При цитировании статей ссылка на источник обязательна.", {"excerpt"}),
        ("La reproduction partielle des articles est autorisée à condition de citer la source.", {"excerpt"}),
        ("É permitida a reprodução parcial deste material apenas com citação da fonte.", {"excerpt"}),
        ("Частичная перепечатка материалов разрешена при указании источника.", {"excerpt"}),
        ("Partial reproduction of our articles is permitted provided full credit is given.", {"excerpt"}),
        ("Up to 300 characters may be reproduced with a link.", {"excerpt"}),
        ("Передрук матеріалів тільки за наявності посилання на сайт.", {"store", "share", "republish"}),
        ("Передрук матеріалів тільки за наявності письмової згоди та посилання на сайт.", set()),
        ("Overname alleen met bronvermelding.", {"store", "share", "republish"}),
        (
            "La reproduction totale ou partielle est autorisée avec mention de la source.",
            {"excerpt", "store", "share", "republish"},
        ),
        (
            "Копирование материалов сайта допускается с обязательным указанием ссылки на этот сайт.",
            {"store", "share", "republish"},
        ),
        ("Innehållet får inte kopieras utan tillstånd, utöver vad som följer av lag eller citaträtt.", set()),
        ("引用する場合は出典を明記してください。", {"excerpt"}),
        ("Quotes from our articles may be reproduced with attribution.", {"excerpt"}),
        ("Zitate aus den Artikeln dürfen mit Quellenangabe verwendet werden.", {"excerpt"}),
        ("Citat får användas i överensstämmelse med god sed samt med angivande av källa.", {"excerpt"}),
        (
            "Частичное использование статей разрешается при условии открытой для поисковых систем гиперссылки.",
            {"excerpt"},
        ),
        ("This work is marked with CC0 1.0.", set(ALL)),
        ("Unless otherwise marked, content is licensed under CC BY 4.0.", set(ALL)),
    ],
)
def test_a_permission_reaches_what_it_names_and_no_more(text: str, uses: set[str]) -> None:
    labels = read_notice(text).labels
    assert {use for use, label in labels.items() if label == "permit"} == uses


def test_a_doubt_is_told_with_its_reason() -> None:
    reading = read_notice("Content is licensed under CC BY 4.0. Any use without permission is prohibited.")
    assert reading.labels["republish"] == "consent"
    assert reading.unsure["republish"]


def test_a_duty_to_link_permits_nothing_that_is_reserved() -> None:
    text = "Все права защищены. При использовании материалов ссылка на сайт обязательна."
    reading = read_notice(text)
    assert reading.labels["republish"] == "consent"
    assert reading.labels["excerpt"] == "permit"
    assert reading.unsure["republish"]


def test_a_reservation_that_names_mining_reserves_it_too() -> None:
    labels = read_notice(
        "All rights reserved, including those for text and data mining and AI training."
    ).labels
    assert {labels["mine"], labels["train"], labels["republish"]} == {"consent"}
    assert labels["ground"] == "silent"
