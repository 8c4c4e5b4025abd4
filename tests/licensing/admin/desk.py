"""Somebody at the admin: reads pages, fills in forms, and is told what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse
from lxml import html  # type: ignore[import-untyped]


def list_of(model: type[Model]) -> str:
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")


def page_of(row: Model) -> str:
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def act_of(model: type[Model], slug: str, row: Model | None = None) -> str:
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{slug}", args=[row.pk] if row else [])


def tree_of(page: str) -> Any:
    return html.fromstring(page)


def marked(node: Any, name: str, tag: str = "*") -> list[Any]:
    """Elements below a node that carry a class."""
    found: list[Any] = node.xpath(
        f".//{tag}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    )
    return found


@dataclass(frozen=True)
class Desk:
    client: Client

    def read(self, address: str, **query: str) -> str:
        answer = self.client.get(address, query)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content.decode()

    def status(self, address: str) -> int:
        return self.client.get(address).status_code

    def post(self, address: str, **fields: Any) -> Any:
        return self.client.post(address, {k: v for k, v in fields.items() if v is not None})

    def act(self, address: str, **fields: Any) -> None:
        """Fill in and send; what is wrong with the form fails the test with its words."""
        answer = self.post(address, **fields)
        assert answer.status_code == 302, errors_in(answer)

    def refused(self, address: str, **fields: Any) -> str:
        """Fill in and send, and return what the form says is wrong."""
        answer = self.post(address, **fields)
        assert answer.status_code == 200, answer.status_code
        found = errors_in(answer)
        assert found
        return found


def errors_in(answer: Any) -> str:
    page = answer.content.decode()
    told = re.findall(
        r'<ul class="im-errors"[^>]*>(.*?)</ul>|<div class="im-problem"[^>]*>(.*?)</div>\s*</div>',
        page,
        re.DOTALL,
    )
    return re.sub(r"<[^>]+>|\s+", " ", " ".join("".join(one) for one in told)).strip()
