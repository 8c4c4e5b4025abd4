"""The formats that are read, and which of them a file is."""

from __future__ import annotations

from archive.ingestion.formats.items import Format
from archive.ingestion.formats.json_lines import read_json_lines

FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format(
            "jsonl",
            read_json_lines,
            frozenset({"application/jsonl", "application/x-ndjson", "application/x-jsonlines"}),
            (".jsonl", ".ndjson"),
        ),
    )
}
