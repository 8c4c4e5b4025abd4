from __future__ import annotations

from datetime import datetime

from archive.rights_gate import DenyAll, ReleaseRequest, ReleaseVerdict


class BrokenGate(DenyAll):
    def release(self, *, request: ReleaseRequest, now: datetime) -> ReleaseVerdict:
        raise RuntimeError(f"secret: {request.article_id} at {now}")
