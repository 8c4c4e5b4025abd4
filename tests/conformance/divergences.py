"""Where the public suite expects what the ODRL Information Model does not allow: data, each with its clause."""

from __future__ import annotations

from dataclasses import dataclass

_PRECONDITION = (
    "ODRL Information Model 2.2, section 2.6.5: “A Duty MAY be specified as a pre-condition that requires fulfillment "
    "using the duty property relationship from the Permission to the Duty”; section 2: the duty property expresses an "
    "Action that “MUST be exercised (as a pre-condition to be granted the Permission)”"
)


@dataclass(frozen=True)
class Divergence:
    """A case whose expected activation is not followed under the strict reading."""

    case: str
    expects: str
    why: str
    clause: str


DIVERGENCES = (
    Divergence(
        case="059",
        expects="an active permission",
        why="its duty to compensate is reported as not set and not performed",
        clause=_PRECONDITION,
    ),
    Divergence(
        case="065",
        expects="an active permission",
        why="nothing is reported of its duty to compensate; the state tells of another policy's duty",
        clause=_PRECONDITION,
    ),
)

NO_EXPLANATION = {
    "065": "the expected report names premises that its file does not contain",
}
"""Cases without an explanation level, and why."""
