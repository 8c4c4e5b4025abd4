"""The sentences of explanations, in English and Polish: code → both.

A test walks the table: both languages, the same values.  Values whose names end in ``_word`` are worded too (``words``).
"""

from __future__ import annotations

EXPLANATIONS: dict[str, tuple[str, str]] = {
    "use": (
        "{use} of {asset} by {consumer} at {at}: {outcome_word}.",
        "{use} ({asset}) przez {consumer}, {at}: {outcome_word}.",
    ),
    "use-hypothetical": (
        "{use} of {asset} by {consumer} at {at}, as known at {known_at} (hypothetical): {outcome_word}.",
        "{use} ({asset}) przez {consumer}, {at}, według stanu wiedzy {known_at} (hipotetycznie): {outcome_word}.",
    ),
    "override": (
        "{officer} decided otherwise: {outcome_word}. {reason} Before that:",
        "Inaczej rozstrzyga {officer}: {outcome_word}. {reason} Przedtem:",
    ),
    "asked-value": ("The {what_word} is {value}.", "Podano: {what_word} – {value}."),
    "asked-missing": (
        "The {what_word} is not stated: it counts as unknown.",
        "Nie podano: {what_word}; wartość jest nieznana.",
    ),
    "asked-unregistered": (
        "The {what_word} is said to be {value}, but {consumer} is not registered for that: it counts as unknown.",
        "Podano: {what_word} – {value}, ale {consumer} nie ma takiej rejestracji; wartość jest nieznana.",
    ),
    "asked-claim": ("It relies on {claim}.", "Powołano się na: {claim}."),
    "words-allowed": (
        "A passage of up to {words} words would be permitted.",
        "Dozwolony byłby fragment do {words} słów.",
    ),
    "part": ("{kind_word} ({part}): {outcome_word}.", "{kind_word} ({part}): {outcome_word}."),
    "holder": (
        "Held by {holder}: {outcome_word}, by row {row}.",
        "Uprawniony: {holder}: {outcome_word}, według wiersza {row}.",
    ),
    "holder-unknown-here": (
        "Nobody knows who holds it: {outcome_word}, by row {row}.",
        "Nie wiadomo, kto jest uprawniony: {outcome_word}, według wiersza {row}.",
    ),
    "row-decides": (
        "Row {row}, {row_word}: this row decides.",
        "Wiersz {row}, {row_word}: ten wiersz rozstrzyga.",
    ),
    "row-heard": ("Row {row}, {row_word}: does not decide.", "Wiersz {row}, {row_word}: nie rozstrzyga."),
    "row-empty": (
        "Row {row}, {row_word}: nothing on record.",
        "Wiersz {row}, {row_word}: brak danych w aktach.",
    ),
    "strangers-only": (
        "An agreement permits it, so only policies of strangers to that agreement are heard here.",
        "Pozwala na to umowa, więc liczą się tu tylko polityki podmiotów spoza tej umowy.",
    ),
    "as-captured": (
        "The versions when the article was captured ({at}) count too, where they are stricter.",
        "Liczą się też wersje z chwili pobrania artykułu ({at}), jeśli są surowsze.",
    ),
    # row 1
    "suspension-stops": (
        "Suspended ({kind_word}) from {start} to {end}: {reason}",
        "Zawieszone ({kind_word}) od {start} do {end}: {reason}",
    ),
    "suspension-not-now": (
        "A suspension ({kind_word}) from {start} to {end} does not cover this moment: {reason}",
        "Zawieszenie ({kind_word}) od {start} do {end} nie obejmuje tej chwili: {reason}",
    ),
    "suspension-elsewhere": (
        "A suspension ({kind_word}) covers {part} only: {reason}",
        "Zawieszenie ({kind_word}) obejmuje tylko część {part}: {reason}",
    ),
    # policies
    "policy-read": ("“{policy}” ({kind_word}, {version}).", "„{policy}” ({kind_word}, {version})."),
    "policy-unreadable": (
        "“{policy}” ({version}) cannot be read: {why}.",
        "Nie można odczytać „{policy}” ({version}): {why}.",
    ),
    "policy-partial": (
        "The reading is partial: a permission counts only where an officer confirmed it.",
        "Odczyt jest częściowy: pozwolenie liczy się tylko, gdy je potwierdzono.",
    ),
    "policy-silent": ("None of its rules reaches this use.", "Żadna z jego reguł nie dotyczy tego użycia."),
    "policy-elsewhere": (
        "“{policy}” does not concern this part: its scope is {scope}.",
        "„{policy}” nie dotyczy tej części: zakres to {scope}.",
    ),
    "policy-not-now": (
        "“{policy}” is in force from {start} to {end}, not at this moment.",
        "„{policy}” obowiązuje od {start} do {end}, nie w tej chwili.",
    ),
    "policy-replaced": (
        "A narrower policy takes the place of “{policy}”.",
        "Miejsce „{policy}” zajmuje polityka o węższym zakresie.",
    ),
    "agreement-of-others": (
        "“{policy}” names {assignees}, not {consumer}.",
        "„{policy}” wymienia: {assignees}, a nie {consumer}.",
    ),
    "agreement-of-another-holder": (
        "“{policy}” concerns the rights of {parties}, not of this holder.",
        "„{policy}” dotyczy praw: {parties}, a nie tego uprawnionego.",
    ),
    "quota": (
        "Quota: {used} of {limit} {unit} used from {start} to {end}.",
        "Limit: wykorzystano {used} z {limit} {unit} od {start} do {end}.",
    ),
    "quota-counted": (
        "Quota: {used} of {limit} {unit} used from {start} to {end}; this article counts already.",
        "Limit: wykorzystano {used} z {limit} {unit} od {start} do {end}; ten artykuł już policzono.",
    ),
    "statute-territory": (
        "It applies in {territory}; the use is in {stated}: {state_word}.",
        "Obowiązuje na terytorium {territory}; użycie: {stated}: {state_word}.",
    ),
    "statute-territory-unknown": (
        "It applies in {territory}; where the use is, is not known.",
        "Obowiązuje na terytorium {territory}; nie wiadomo, gdzie jest użycie.",
    ),
    "statute-claimed": ("It is claimed.", "Powołano się na to."),
    "statute-unclaimed": ("It needs no claim.", "Nie trzeba się na to powoływać."),
    "statute-not-claimed": (
        "It needs a claim and nobody made one.",
        "Trzeba się na to powołać, a nikt tego nie zrobił.",
    ),
    "statute-person": (
        "A person has to check: {condition}.",
        "To musi sprawdzić człowiek: {condition}.",
    ),
    "statute-approval": (
        "Approved by {officer} from {start} to {end} for consumer {consumer_word}, use {use_word}, territory {territory_word}: {reason}",
        "Zatwierdza {officer} od {start} do {end}; odbiorca {consumer_word}, użycie {use_word}, terytorium {territory_word}: {reason}",
    ),
    "statute-no-approval": (
        "No legal officer approved a position on it.",
        "Żaden prawnik nie zatwierdził stanowiska w tej sprawie.",
    ),
    # rules
    "rule-permission": (
        "Permission of {action} ({rule}): {state_word}.",
        "Pozwolenie na {action} ({rule}): {state_word}.",
    ),
    "rule-prohibition": (
        "Prohibition of {action} ({rule}): {state_word}.",
        "Zakaz {action} ({rule}): {state_word}.",
    ),
    "rule-obligation": ("Obligation to {action} ({rule}).", "Obowiązek {action} ({rule})."),
    "rules-elsewhere": (
        "Rules that do not reach {asked}: {rules}.",
        "Reguły, które nie dotyczą {asked}: {rules}.",
    ),
    "rule-unconfirmed": (
        "No officer has confirmed this permission, so it does not count.",
        "Nikt nie potwierdził tego pozwolenia, więc się nie liczy.",
    ),
    "rule-overcome-perm": (
        "An active permission of the same policy overrides it (conflict: perm).",
        "Uchyla go czynne pozwolenie tej samej polityki (conflict: perm).",
    ),
    "rule-overcome-payment": (
        "A paid permission of the same policy covers it.",
        "Obejmuje go opłacone pozwolenie tej samej polityki.",
    ),
    "rule-of-another": (
        "It is granted by {assigner}, who does not hold this part, so it cannot permit it.",
        "Udziela go {assigner}, a to nie uprawniony do tej części, więc nie może pozwolić.",
    ),
    "rule-other-target": ("It is about another target: {targets}.", "Dotyczy czego innego: {targets}."),
    "rule-other-assignee": (
        "It is addressed to {assignees}, not to {consumer}.",
        "Jest skierowane do: {assignees}, a nie do {consumer}.",
    ),
    "rule-unknown-term": ("The term {term} is not understood.", "Wyrażenie {term} jest niezrozumiałe."),
    "rule-unknown-node": ("Its {name_word} is not understood.", "Niezrozumiałe: {name_word}."),
    "rule-unknown-action": (
        "The action {action} is not known, so it may mean this use.",
        "Działanie {action} jest nieznane, więc może oznaczać to użycie.",
    ),
    "clause": (
        "Clause {label} (characters {start} to {end}): “{text}”",
        "Klauzula {label} (znaki {start}–{end}): „{text}”",
    ),
    "duty-owed": (
        "Duty to {action}: owed once it is permitted.",
        "Obowiązek {action}: powstaje z pozwoleniem.",
    ),
    "duty-met": ("Pre-condition {action}: met.", "Warunek wstępny {action}: spełniony."),
    "duty-unmet": ("Pre-condition {action}: not met.", "Warunek wstępny {action}: niespełniony."),
    "duty-unmet-with": (
        "Pre-condition {action}: not met; to be settled with {party}.",
        "Warunek wstępny {action}: niespełniony; do uzgodnienia z: {party}.",
    ),
    # premises
    "logical": ("{operator_word}: {state_word}.", "{operator_word}: {state_word}."),
    "premise-satisfied": (
        "The {what_word} “{left}” {operator_word} “{right}”: satisfied.",
        "{what_word}: „{left}” {operator_word} „{right}”: spełnione.",
    ),
    "premise-not": (
        "The {what_word} “{left}” {operator_word} “{right}”: not satisfied.",
        "{what_word}: „{left}” {operator_word} „{right}”: niespełnione.",
    ),
    "premise-missing": (
        "The {what_word} {operator_word} “{right}”: unknown, since no value is stated or registered.",
        "{what_word} {operator_word} „{right}”: nie wiadomo, bo nie podano ani nie zarejestrowano wartości.",
    ),
    "premise-unregistered": (
        "The {what_word} {operator_word} “{right}”: unknown, since {consumer} is not registered for “{asked}”.",
        "{what_word} {operator_word} „{right}”: nie wiadomo, bo {consumer} nie ma rejestracji dla „{asked}”.",
    ),
    "premise-not-understood": (
        "{what_word} {operator_word} “{right}”: unknown, since {what_word} is not understood.",
        "{what_word} {operator_word} „{right}”: nie wiadomo, bo {what_word} jest niezrozumiałe.",
    ),
    "premise-reference": (
        "The {what_word} {operator_word} a value elsewhere: unknown, since references are never followed.",
        "{what_word} {operator_word} wartość podana gdzie indziej: nie wiadomo, bo odwołań się nie odczytuje.",
    ),
    "premise-without-value": (
        "The {what_word} {operator_word} nothing: unknown, since the rule names no value.",
        "{what_word} {operator_word} nic: nie wiadomo, bo reguła nie podaje wartości.",
    ),
    "premise-unit": (
        "The {what_word} {operator_word} “{right}”: unknown, since its unit is not understood.",
        "{what_word} {operator_word} „{right}”: nie wiadomo, bo jednostka jest niezrozumiała.",
    ),
    "premise-not-comparable": (
        "The {what_word} “{left}” {operator_word} “{right}”: unknown, since the two cannot be compared for certain.",
        "{what_word}: „{left}” {operator_word} „{right}”: nie wiadomo, bo nie da się ich na pewno porównać.",
    ),
}
"""Code → sentence in English and in Polish."""
