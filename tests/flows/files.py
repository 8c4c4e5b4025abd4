"""Files that hold articles, as somebody would hand them over."""

from __future__ import annotations

import json
from datetime import UTC, datetime

SITE = "https://essanews.com"
CAPTURED = datetime(2025, 5, 1, 8, 0, tzinfo=UTC)


def jsonl(numbers: range, *, body: str = "", **fields: object) -> bytes:
    rows = (
        {
            "url": f"{SITE}/articles/{n}",
            "headline": f"Headline {n}",
            "articleBody": body or " ".join(f"word{n}x{k}" for k in range(60)),
            **fields,
        }
        for n in numbers
    )
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def ninjs(*bodies: str) -> bytes:
    items = [
        {
            "uri": f"{SITE}/ninjs/{n}",
            "version": "1",
            "type": "text",
            "pubstatus": "usable",
            "headline": f"Ninjs {n}",
            "language": "en",
            "versioncreated": "2025-05-01T08:00:00Z",
            "body_text": body,
        }
        for n, body in enumerate(bodies)
    ]
    return json.dumps(items).encode()


def warc(*pages: str) -> bytes:
    records = []
    for n, page in enumerate(pages):
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Target-URI: {SITE}/warc/{n}\r\nWARC-Date: {CAPTURED:%Y-%m-%dT%H:%M:%SZ}\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(head.encode() + answer + b"\r\n\r\n")
    return b"".join(records)
