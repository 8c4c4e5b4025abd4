"""What authors are told about a policy, in English and Polish: code → how grave it is and what it says.

Values in braces are filled in from the finding.  A test walks the table: both languages, the same values.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from licensing.policy.vocabulary.sentences import Blank


class Severity(StrEnum):
    """An error must be mended before the policy does what it says; a warning should be looked at."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Code(StrEnum):
    """Kinds of findings."""

    UNREADABLE = "unreadable"
    UNKNOWN_TERM = "unknown-term"
    UNKNOWN_VALUE = "unknown-value"
    NOT_ASKED = "not-asked"
    NOT_FOLLOWED = "not-followed"
    NEVER_APPLIES = "never-applies"
    EMPTY_DATES = "empty-dates"
    CONTRADICTS_ITSELF = "contradicts-itself"
    SHADOWED = "shadowed"
    SHADOWED_CLAUSE = "shadowed-clause"
    VOID = "void"
    PERMISSION_WINS = "permission-wins"
    PROHIBITION_WINS = "prohibition-wins"
    TOO_MANY = "too-many"
    DUTY_WITHOUT_PARTY = "duty-without-party"
    NOBODY_OBLIGED = "nobody-obliged"
    PROFILE_MISSING = "profile-missing"
    IN_FORCE_AT_ONCE = "in-force-at-once"
    NO_ASSIGNER = "no-assigner"
    NO_ASSIGNEE = "no-assignee"
    NO_AI_ACTION = "no-ai-action"
    GRANTS_NOTHING = "grants-nothing"
    NO_RULES = "no-rules"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Told:
    """How grave a finding is and what it says."""

    severity: Severity
    en: str
    pl: str
    alone: tuple[str, str] = ("", "")
    """In both languages, of one thing that clashes with itself."""


FINDINGS: dict[Code, Told] = {
    Code.UNREADABLE: Told(
        Severity.ERROR,
        "The policy cannot be read: {why}.",
        "Nie można odczytać polityki: {why}.",
    ),
    Code.UNKNOWN_TERM: Told(
        Severity.ERROR,
        "“{term}” is not known: a permission with it permits nothing, a prohibition with it has to be reviewed.",
        "Termin „{term}” nie jest znany: pozwolenie z nim na nic nie pozwala, a zakaz z nim wymaga oceny przez człowieka.",
    ),
    Code.UNKNOWN_VALUE: Told(
        Severity.ERROR,
        "“{term}” cannot be a value of {operand}, so the constraint is never known to hold.",
        "„{term}” nie może być wartością {operand}, więc nigdy nie wiadomo, czy warunek jest spełniony.",
    ),
    Code.NOT_ASKED: Told(
        Severity.WARNING,
        "No use of an article states {operand}, so the constraint is never known to hold there.",
        "Żadne użycie artykułu nie podaje {operand}, więc tam nigdy nie wiadomo, czy warunek jest spełniony.",
    ),
    Code.NOT_FOLLOWED: Told(
        Severity.WARNING,
        "The reference “{term}” is kept and never followed, so the constraint is never known to hold.",
        "Odwołanie „{term}” jest przechowywane, ale nie pobierane, więc nigdy nie wiadomo, czy warunek jest spełniony.",
    ),
    Code.NEVER_APPLIES: Told(
        Severity.ERROR,
        "The rule can never apply: no use satisfies “{left}” and “{right}”.",
        "Reguła nigdy nie znajdzie zastosowania: żadne użycie nie spełnia „{left}” i „{right}”.",
        (
            "The rule can never apply: no use satisfies “{left}”.",
            "Reguła nigdy nie znajdzie zastosowania: żadne użycie nie spełnia „{left}”.",
        ),
    ),
    Code.EMPTY_DATES: Told(
        Severity.ERROR,
        "The rule can never apply: no moment lies in “{left}” and “{right}”.",
        "Reguła nigdy nie znajdzie zastosowania: żadna chwila nie mieści się w „{left}” i „{right}”.",
        (
            "The rule can never apply: no moment surely lies in “{left}”, whatever its zone.",
            "Reguła nigdy nie znajdzie zastosowania: żadna chwila nie mieści się na pewno w „{left}”, bez względu na strefę.",
        ),
    ),
    Code.CONTRADICTS_ITSELF: Told(
        Severity.WARNING,
        "No single value satisfies “{left}” and “{right}”; only a broader one meets both.",
        "Żadna pojedyncza wartość nie spełnia „{left}” i „{right}”; oba obejmuje tylko wartość szersza.",
    ),
    Code.SHADOWED: Told(
        Severity.WARNING,
        "The rule changes nothing: {other} already says it of every use that this rule reaches.",
        "Reguła niczego nie zmienia: {other} mówi to już o każdym użyciu, którego ona dotyczy.",
    ),
    Code.SHADOWED_CLAUSE: Told(
        Severity.INFO,
        "The rule changes no outcome, {other} already says it; it only cites another clause.",
        "Reguła nie zmienia wyniku, mówi to już {other}; przytacza tylko inną klauzulę.",
    ),
    Code.VOID: Told(
        Severity.ERROR,
        "The policy is void: {other} can meet this rule and the conflict strategy is “invalid”.",
        "Polityka jest nieważna: {other} może zbiec się z tą regułą, a strategią konfliktu jest „invalid”.",
    ),
    Code.PERMISSION_WINS: Told(
        Severity.WARNING,
        "The prohibition {other} can meet this permission; where they meet the permission wins (conflict “perm”).",
        "Zakaz {other} może zbiec się z tym pozwoleniem; tam, gdzie się zbiegną, wygrywa pozwolenie (konflikt „perm”).",
    ),
    Code.PROHIBITION_WINS: Told(
        Severity.INFO,
        "The prohibition {other} can meet this permission; where they meet the prohibition wins "
        "(conflict “prohibit”).",
        "Zakaz {other} może zbiec się z tym pozwoleniem; tam, gdzie się zbiegną, wygrywa zakaz (konflikt „prohibit”).",
    ),
    Code.TOO_MANY: Told(
        Severity.WARNING,
        "The policy has too many rules and constraints to compare each with each; some were not compared.",
        "Polityka ma za dużo reguł i warunków, aby porównać każdą z każdą; części nie porównano.",
    ),
    Code.DUTY_WITHOUT_PARTY: Told(
        Severity.ERROR,
        "The duty {duty} names nobody towards whom it is met: neither {function} nor an assigner.",
        "Obowiązek {duty} nie wskazuje, wobec kogo się go spełnia: brak {function} i udzielającego (assigner).",
    ),
    Code.NOBODY_OBLIGED: Told(
        Severity.WARNING,
        "The obligation {duty} names no assignee, so nobody owes it.",
        "Obowiązek {duty} nie wskazuje strony zobowiązanej (assignee), więc nikogo nie obciąża.",
    ),
    Code.PROFILE_MISSING: Told(
        Severity.ERROR,
        "“{term}” belongs to the profile {profile}, which the policy does not name.",
        "„{term}” należy do profilu {profile}, którego polityka nie wymienia.",
    ),
    Code.IN_FORCE_AT_ONCE: Told(
        Severity.ERROR,
        "Versions {left} and {right} of the series {series} are in force at once from {since} on.",
        "Wersje {left} i {right} serii {series} obowiązują jednocześnie od {since}.",
    ),
    Code.NO_ASSIGNER: Told(
        Severity.ERROR,
        "A policy of type {type} needs an assigner: nobody says who grants or forbids.",
        "Polityka typu {type} wymaga udzielającego (assigner): nie wiadomo, kto pozwala lub zabrania.",
    ),
    Code.NO_ASSIGNEE: Told(
        Severity.ERROR,
        "An Agreement needs an assignee: nobody says with whom it was made.",
        "Umowa (Agreement) wymaga drugiej strony (assignee): nie wiadomo, z kim ją zawarto.",
    ),
    Code.NO_AI_ACTION: Told(
        Severity.INFO,
        "The permission of {action} does not reach {missing}: a permission reaches these only where it names them.",
        "Pozwolenie na {action} nie obejmuje {missing}: pozwolenie obejmuje je tylko wtedy, gdy je wymienia.",
    ),
    Code.GRANTS_NOTHING: Told(
        Severity.WARNING,
        "A policy of type {type} says nothing that holds by itself; only a Set, an Offer or an Agreement does.",
        "Polityka typu {type} sama niczego nie rozstrzyga; rozstrzygają tylko Set, Offer i Agreement.",
    ),
    Code.NO_RULES: Told(
        Severity.INFO,
        "The policy has no rules: it says that something was read and that it is silent.",
        "Polityka nie ma reguł: mówi, że coś odczytano i że milczy.",
    ),
    Code.MORE: Told(
        Severity.INFO,
        "There are more findings than the {count} that are listed.",
        "Uwag jest więcej niż {count} wymienionych.",
    ),
}


def tell(code: Code, values: tuple[tuple[str, str], ...] = (), language: str = "en") -> str:
    """What a finding says in ``language`` (``en`` or ``pl``; anything else is English)."""
    told, stated = FINDINGS[code], dict(values)
    english, polish = told.en, told.pl
    if told.alone[0] and stated.get("left") == stated.get("right"):
        english, polish = told.alone
    return (polish if language == "pl" else english).format_map(Blank(values))
