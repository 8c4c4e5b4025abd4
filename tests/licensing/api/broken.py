from __future__ import annotations

from archive.rights_gate import DenyAll, ReleaseRequest, ReleaseVerdict


class BrokenGate(DenyAll):
    def release(self, *, request: ReleaseRequest, now: object) -> ReleaseVerdict:
        raise RuntimeError("secret")
