"""The hierarchy of actions, deprecated terms, actions of others."""

from tests.odrl.tables import Case, X, policy, prohibition

_IN = "IM 2.4: includedIn; a rule of an action is one of all that it includes"
_BESIDE = "CV: the two stand beside each other"
_OLD = "CV: deprecated, with the term that replaces it"


def _rule(action: object) -> dict[str, object]:
    return policy(permission=[{"target": X, "action": action}])


def _ask(action: object) -> dict[str, object]:
    return {"action": action, "target": X}


def _row(name: str, clause: str, ruled: object, asked: object, state: str) -> Case:
    return Case(name, clause, _rule(ruled), request=_ask(asked), states=[state])


CASES = [
    _row("the same action", _IN, "play", "play", "active"),
    _row("use includes play", _IN, "use", "play", "active"),
    _row("use includes display, two steps below", _IN, "use", "display", "active"),
    _row("play includes display", "CV display: includedIn play", "play", "display", "active"),
    _row("display does not include play", _IN, "display", "play", "inactive"),
    _row("reproduce includes extract", "CV extract: includedIn reproduce", "reproduce", "extract", "active"),
    _row("use does not include transfer", "IM 2.4: two top-level actions", "use", "transfer", "inactive"),
    _row("use does not include sell", "CV sell: includedIn transfer", "use", "sell", "inactive"),
    _row("transfer includes sell and give", "CV give: includedIn transfer", "transfer", "give", "active"),
    _row("reproduce does not include archive", _BESIDE, "reproduce", "archive", "inactive"),
    _row(
        "derive does not include translate", "CV translate: includedIn use", "derive", "translate", "inactive"
    ),
    _row("derive does not include modify", "CV modify: includedIn use", "derive", "modify", "inactive"),
    _row("distribute does not include present", _BESIDE, "distribute", "present", "inactive"),
    _row("copy is reproduce", _OLD, "copy", "reproduce", "active"),
    _row("write is modify", _OLD, "modify", "odrl:write", "active"),
    _row("appendTo is modify", _OLD, "appendTo", "modify", "active"),
    _row("export is transform", _OLD, "transform", "export", "active"),
    _row("license is grantUse", _OLD, "license", "grantUse", "active"),
    _row("pay is compensate", _OLD, "pay", "compensate", "active"),
    _row("share is cc:Sharing", _OLD, "share", "cc:Sharing", "active"),
    _row(
        "commercialize is cc:CommercialUse",
        _OLD,
        "commercialize",
        "http://creativecommons.org/ns#CommercialUse",
        "active",
    ),
    _row(
        "use includes Creative Commons' actions",
        "CV cc:Distribution: includedIn use",
        "use",
        "cc:Distribution",
        "active",
    ),
    _row("cc:Reproduction is beside reproduce", _BESIDE, "cc:Reproduction", "reproduce", "inactive"),
    _row("lend has no successor and equals itself", "CV lend: deprecated", "lend", "lend", "active"),
    _row(
        "an action of a profile equals itself",
        "IM 3.3: actions of profiles",
        "urn:ex:dance",
        "urn:ex:dance",
        "active",
    ),
    _row(
        "an action of a profile is not one of the vocabulary",
        "IM 2.4: actions of the vocabulary have their parent",
        "urn:ex:dance",
        "play",
        "inactive",
    ),
    _row(
        "whether use includes an action that nobody declares",
        "IM 2.4: every action is included in use or transfer",
        "use",
        "urn:ex:dance",
        "unknown",
    ),
    _row(
        "text and data mining in any vocabulary",
        "ra:mine is tdm:mine",
        "http://www.w3.org/ns/tdmrep#mine",
        "ra:mine",
        "active",
    ),
    _row(
        "training of the AI vocabulary",
        "ra:train is below ra:mine",
        "ra:mine",
        "urn:ietf:params:aipref:ai-training",
        "active",
    ),
    _row(
        "an action as an object",
        "IM 2.5.4: rdf:value",
        {"rdf:value": {"@id": "odrl:play"}},
        {"@id": "odrl:play"},
        "active",
    ),
    Case(
        "a prohibition of use reaches an unknown action only perhaps",
        "semantics.md 1",
        prohibition(action="use"),
        request=_ask("urn:ex:dance"),
        states=["unknown"],
        result="unknown",
    ),
    Case(
        "the state declares the action",
        "IM 3.3: includedIn of a profile's action",
        _rule("play"),
        request=_ask("urn:ex:dance"),
        state={"@graph": [{"@id": "urn:ex:dance", "@type": "Action", "includedIn": {"@id": "odrl:display"}}]},
        states=["active"],
    ),
    Case(
        "the state declares it elsewhere",
        "IM 3.3: includedIn of a profile's action",
        _rule("print"),
        request=_ask("urn:ex:dance"),
        state={"@graph": [{"@id": "urn:ex:dance", "includedIn": "odrl:display"}]},
        states=["inactive"],
    ),
    Case(
        "declared in a circle",
        "hostile: includedIn in a circle",
        _rule("play"),
        request=_ask("urn:ex:a"),
        state={
            "@graph": [
                {"@id": "urn:ex:a", "includedIn": "urn:ex:b"},
                {"@id": "urn:ex:b", "includedIn": "urn:ex:a"},
            ]
        },
        states=["inactive"],
    ),
    Case(
        "nothing is asked for",
        "semantics.md 1: a missing value",
        _rule("play"),
        request={"target": X},
        states=["unknown"],
    ),
]
