"""Files that hold articles, as somebody would hand them over."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

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
    out = BytesIO()
    writer = WARCWriter(out, gzip=False)
    for n, page in enumerate(pages):
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
        )
        record = writer.create_warc_record(
            f"{SITE}/warc/{n}",
            "response",
            payload=BytesIO(page.encode()),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": CAPTURED.strftime("%Y-%m-%dT%H:%M:%SZ")},
        )
        writer.write_record(record)
    return out.getvalue()
