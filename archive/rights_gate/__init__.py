"""The archive's question to whoever knows rights: a port that the archive owns and an adapter answers.

The setting `IMPRIMATUR_RIGHTS_GATE` names the adapter by its dotted path. Without one, or with one that can't be
imported, everything is refused (`DenyAll`), and a system check says so. Nothing here carries text of an article.
"""

from __future__ import annotations

from archive.rights_gate.alike import (
    AlikeCandidates,
    SharedVerdict,
    each_by_itself,
)
from archive.rights_gate.evidence import (
    NOT_ASKED,
    SIGNAL_CUT,
    EmbeddedRights,
    Evidence,
    LinkElement,
    MetaElement,
    Notice,
    RightsBlock,
    SiteFile,
    SiteFileKind,
    supplied_evidence,
)
from archive.rights_gate.full_copies import (
    CopyHeld,
    CopyRequest,
    KeepVerdict,
)
from archive.rights_gate.intake import (
    Candidate,
    CandidateImage,
    IntakeVerdict,
)
from archive.rights_gate.port import (
    DenyAll,
    RightsGate,
    get_gate,
)
from archive.rights_gate.releases import (
    ReleaseObligation,
    ReleaseRequest,
    ReleaseVerdict,
)
from archive.rights_gate.watched import (
    WatchedFailure,
    WatchedFiles,
    WatchedTerms,
    WithdrawalNotice,
)

__all__ = [
    "NOT_ASKED",
    "SIGNAL_CUT",
    "AlikeCandidates",
    "Candidate",
    "CandidateImage",
    "CopyHeld",
    "CopyRequest",
    "DenyAll",
    "EmbeddedRights",
    "Evidence",
    "IntakeVerdict",
    "KeepVerdict",
    "LinkElement",
    "MetaElement",
    "Notice",
    "ReleaseObligation",
    "ReleaseRequest",
    "ReleaseVerdict",
    "RightsBlock",
    "RightsGate",
    "SharedVerdict",
    "SiteFile",
    "SiteFileKind",
    "WatchedFailure",
    "WatchedFiles",
    "WatchedTerms",
    "WithdrawalNotice",
    "each_by_itself",
    "get_gate",
    "supplied_evidence",
]
