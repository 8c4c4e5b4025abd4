"""The sentences of an answer, in English and Polish: code → what it says and what would remove it.

Values in braces are filled in from the answer.  A test walks the table: both languages, the same values.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a code says, and what would remove it (empty where there is nothing to remove)."""

    en: str
    pl: str
    remedy_en: str = ""
    remedy_pl: str = ""


_ASK_OFFICER = ("Ask a rights officer to decide.", "Poproś specjalistę ds. praw o decyzję.")

SENTENCES: dict[str, Sentence] = {
    "suspended": Sentence(
        "Suspended ({kind}): {reason}",
        "Zawieszone ({kind}): {reason}",
        "Wait for the end of the suspension ({until}) or ask a rights officer to lift it.",
        "Poczekaj na koniec zawieszenia ({until}) albo poproś specjalistę ds. praw o jego zniesienie.",
    ),
    "house-prohibits": Sentence(
        "The organisation's own rule “{policy}” forbids it.",
        "Zabrania tego własna zasada organizacji „{policy}”.",
        "Only a change of the house rule can open it.",
        "Może to otworzyć tylko zmiana zasady wewnętrznej.",
    ),
    "house-unknown": Sentence(
        "Whether the house rule “{policy}” forbids it is not known: {missing}.",
        "Nie wiadomo, czy zasada wewnętrzna „{policy}” tego zabrania: {missing}.",
        "State or register what is missing ({missing}), or ask a rights officer.",
        "Podaj lub zarejestruj brakujące dane ({missing}) albo zapytaj specjalistę ds. praw.",
    ),
    "house-unreadable": Sentence(
        "The house rule “{policy}” cannot be read: {why}.",
        "Nie można odczytać zasady wewnętrznej „{policy}”: {why}.",
        "Correct the document of the house rule.",
        "Popraw dokument zasady wewnętrznej.",
    ),
    "agreement-prohibits": Sentence(
        "The agreement “{policy}” forbids it.",
        "Zabrania tego umowa „{policy}”.",
        "Amend the agreement with {party}.",
        "Zmień umowę z {party}.",
    ),
    "agreement-unknown": Sentence(
        "Whether the agreement “{policy}” forbids it is not known: {missing}.",
        "Nie wiadomo, czy umowa „{policy}” tego zabrania: {missing}.",
        "State or register what is missing ({missing}), or ask a rights officer.",
        "Podaj lub zarejestruj brakujące dane ({missing}) albo zapytaj specjalistę ds. praw.",
    ),
    "agreement-unreadable": Sentence(
        "The agreement “{policy}” cannot be read: {why}.",
        "Nie można odczytać umowy „{policy}”: {why}.",
        "Correct the recorded document of the agreement.",
        "Popraw zapisany dokument umowy.",
    ),
    "agreement-blocked": Sentence(
        "The agreement “{policy}” permits it only when this is settled: {missing}.",
        "Umowa „{policy}” pozwala na to dopiero, gdy rozstrzygnięte będzie: {missing}.",
        "Settle what is missing ({missing}), or ask a rights officer.",
        "Uzupełnij brakujące dane ({missing}) albo zapytaj specjalistę ds. praw.",
    ),
    "agreement-permits": Sentence(
        "The agreement “{policy}” permits it.",
        "Pozwala na to umowa „{policy}”.",
    ),
    "quota-exhausted": Sentence(
        "The quota of the agreement “{policy}” is used up: {used} of {limit} {unit} until {until}.",
        "Limit umowy „{policy}” jest wyczerpany: {used} z {limit} {unit} do {until}.",
        "Wait for the next period ({until}) or extend the agreement.",
        "Poczekaj na następny okres ({until}) albo rozszerz umowę.",
    ),
    "statute-permits": Sentence(
        "“{policy}” permits it; its conditions hold and a legal officer approved the position: {approval}",
        "Pozwala na to „{policy}”; warunki są spełnione, a stanowisko zatwierdził prawnik: {approval}",
    ),
    "claim-not-approved": Sentence(
        "“{policy}” is claimed but no legal officer has approved it for this use.",
        "Powołano się na „{policy}”, ale żaden prawnik nie zatwierdził tego dla tego użycia.",
        "Ask a legal officer to decide on the claim.",
        "Poproś prawnika o rozstrzygnięcie.",
    ),
    "claim-condition-unknown": Sentence(
        "“{policy}” is claimed but it is not known whether its conditions hold: {missing}.",
        "Powołano się na „{policy}”, ale nie wiadomo, czy spełniono warunki: {missing}.",
        "State or register what is missing ({missing}).",
        "Podaj lub zarejestruj brakujące dane ({missing}).",
    ),
    "claim-condition-fails": Sentence(
        "“{policy}” is claimed but a condition fails: {missing}.",
        "Powołano się na „{policy}”, ale warunek nie jest spełniony: {missing}.",
        "Change the use so that the condition holds ({missing}).",
        "Zmień użycie tak, aby warunek był spełniony ({missing}).",
    ),
    "claim-unreadable": Sentence(
        "“{policy}” is claimed but its record cannot be read: {why}.",
        "Powołano się na „{policy}”, ale nie można odczytać jej zapisu: {why}.",
        *_ASK_OFFICER,
    ),
    "claim-not-on-record": Sentence(
        "“{policy}” is claimed but no such exception is on record.",
        "Powołano się na „{policy}”, ale takiego wyjątku nie ma w aktach.",
    ),
    "claim-out-of-reach": Sentence(
        "“{policy}” is claimed but does not concern this use of this part.",
        "Powołano się na „{policy}”, ale nie dotyczy ono tego użycia tej części.",
    ),
    "statute-silent-approval": Sentence(
        "“{policy}” says nothing: no legal officer has approved the position for this use.",
        "„{policy}” milczy: żaden prawnik nie zatwierdził stanowiska dla tego użycia.",
    ),
    "statute-silent-unknown": Sentence(
        "“{policy}” says nothing: a condition is unknown ({missing}).",
        "„{policy}” milczy: warunek jest nieznany ({missing}).",
    ),
    "statute-silent-fails": Sentence(
        "“{policy}” says nothing: a condition fails ({missing}).",
        "„{policy}” milczy: warunek nie jest spełniony ({missing}).",
    ),
    "statute-silent-signal": Sentence(
        "“{policy}” says nothing: a signal of the page limits excerpts or cannot be read.",
        "„{policy}” milczy: sygnał strony ogranicza fragmenty lub jest nieczytelny.",
    ),
    "statute-silent-holder": Sentence(
        "“{policy}” says nothing: it limits only the right of the press publisher, and {holder} is not that.",
        "„{policy}” milczy: ogranicza tylko prawo wydawcy prasy, a {holder} nim nie jest.",
    ),
    "press-right-only": Sentence(
        "The very short extract limits the press publisher's right only; authors' rights are not cleared by it.",
        "Bardzo krótki fragment ogranicza tylko prawo wydawcy prasy; nie rozstrzyga o prawach autorów.",
    ),
    "terms-reserve": Sentence(
        "“{policy}” forbids it without the prior consent of {party}.",
        "„{policy}” zabrania tego bez uprzedniej zgody: {party}.",
        "Obtain the consent of {party} as an agreement{clause}.",
        "Uzyskaj zgodę {party} w formie umowy{clause}.",
    ),
    "terms-deny": Sentence(
        "“{policy}” forbids it and names no way to obtain consent.",
        "„{policy}” zabrania tego i nie wskazuje sposobu uzyskania zgody.",
        "Only an agreement with {party} or a change of the terms can open it.",
        "Może to otworzyć tylko umowa z {party} albo zmiana warunków.",
    ),
    "signal-reserves": Sentence(
        "The signal “{policy}” reserves it.",
        "Zastrzega to sygnał „{policy}”.",
        "Ask the publisher of the site: {party}.",
        "Zapytaj wydawcę serwisu: {party}.",
    ),
    "terms-unknown": Sentence(
        "Whether “{policy}” forbids it is not known: {missing}.",
        "Nie wiadomo, czy „{policy}” tego zabrania: {missing}.",
        "State or register what is missing ({missing}), or ask a rights officer.",
        "Podaj lub zarejestruj brakujące dane ({missing}) albo zapytaj specjalistę ds. praw.",
    ),
    "terms-unreadable": Sentence(
        "“{policy}” cannot be read: {why}.",
        "Nie można odczytać „{policy}”: {why}.",
        *_ASK_OFFICER,
    ),
    "terms-permit": Sentence("“{policy}” permits it.", "Pozwala na to „{policy}”."),
    "consent-needed": Sentence(
        "“{policy}” permits it once {duty} is settled with {party}.",
        "„{policy}” pozwala na to po spełnieniu obowiązku {duty} wobec {party}.",
        "Settle {duty} with {party} as an agreement{clause}.",
        "Spełnij {duty} wobec {party} w formie umowy{clause}.",
    ),
    "unconfirmed": Sentence(
        "A permission of “{policy}” was read but no officer has confirmed it.",
        "Odczytano pozwolenie w „{policy}”, ale nikt go nie potwierdził.",
        "Ask a rights officer to confirm the reading.",
        "Poproś specjalistę ds. praw o potwierdzenie odczytu.",
    ),
    "nothing-on-record": Sentence(
        "Nothing is on record from {holder} about this use.",
        "W aktach nie ma nic od {holder} o tym użyciu.",
        "Record an agreement or terms of {holder}, or ask a rights officer to decide.",
        "Zapisz umowę lub warunki {holder} albo poproś specjalistę ds. praw o decyzję.",
    ),
    "holder-unknown": Sentence(
        "Who holds the rights in this part is not known.",
        "Nie wiadomo, kto ma prawa do tej części.",
        "Ask a rights officer to record the holder.",
        "Poproś specjalistę ds. praw o zapisanie uprawnionego.",
    ),
    "evaluation-error": Sentence(
        "The question could not be evaluated; a person has to look at it.",
        "Nie udało się ocenić pytania; musi je obejrzeć człowiek.",
        *_ASK_OFFICER,
    ),
}


class Blank(dict[str, str]):
    """Values of a sentence; one that is missing is a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"


def say(code: str, values: tuple[tuple[str, str], ...] = (), language: str = "en") -> str:
    """What ``code`` says in ``language`` (``en`` or ``pl``; anything else is English)."""
    sentence = SENTENCES[code]
    return (sentence.pl if language == "pl" else sentence.en).format_map(Blank(values))


def remedy(code: str, values: tuple[tuple[str, str], ...] = (), language: str = "en") -> str:
    """What would remove the obstacle ``code``; empty where nothing would."""
    sentence = SENTENCES[code]
    return (sentence.remedy_pl if language == "pl" else sentence.remedy_en).format_map(Blank(values))
