"""A consumer at the API, as a stranger would write one: a token, paths and JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from licensing.models import Consumer
from licensing.operations.consumers import issue_token
from tests.licensing import world

PROBLEM = "application/problem+json"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    data: Any
    raw: bytes

    @property
    def media_type(self) -> str:
        return self.headers["Content-Type"].split(";")[0]

    @property
    def slug(self) -> str:
        assert self.media_type == PROBLEM, self.raw
        return str(self.data["type"]).removeprefix("/problems/")


@dataclass
class Caller:
    token: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, b"", **headers)

    def post(self, path: str, body: Any, **headers: str) -> Answer:
        return self.send("POST", path, json.dumps(body).encode(), **headers)

    def send(
        self, method: str, path: str, body: bytes, media: str = "application/json", **headers: str
    ) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        made = self.client.generic(method, path, body, content_type=media, headers=sent)
        data = json.loads(made.content) if made.content and "json" in made.headers["Content-Type"] else None
        return Answer(made.status_code, dict(made.headers), data, made.content)


def caller(consumer: Consumer) -> Caller:
    return Caller(issue_token(consumer=consumer, by="rights-officer", now=world.CAPTURED))
