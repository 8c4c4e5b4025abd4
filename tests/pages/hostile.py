"""Pages and sites that no archive wants to meet, by what is wrong with them."""

from __future__ import annotations

import gzip

from config.demo.page import PATH, FoundingPage
from config.demo.server import HTML, Answer, founding_routes

PAGE = FoundingPage().html()
_GZIPPED = (("Content-Encoding", "gzip"),)

# What is wrong: the page's answer.
BAD_PAGES: dict[str, Answer] = {
    "empty": Answer(b""),
    "white space only": Answer(b" \n\t "),
    "huge": Answer(b"<p>" + b"a " * 4_000_000),
    "huge once unpacked": Answer(gzip.compress(b"<p>" + b"\0" * 200_000_000), headers=_GZIPPED),
    "a picture": Answer(b"\x89PNG\r\n\x1a\n" + bytes(100), "image/png"),
    "a picture that claims to be a page": Answer(b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "plain text that claims to be a page": Answer(b"just a line of text"),
    "without a media type": Answer(PAGE, ""),
    "wrongly encoded": Answer("<p>Zażółć gęślą jaźń</p>".encode("iso-8859-2")),
    "UTF-8 that claims to be Latin-1": Answer(PAGE, "text/html; charset=iso-8859-1"),
    "in an unknown encoding": Answer(PAGE, "text/html; charset=ebcdic-x"),
    "packed in an unknown way": Answer(PAGE, headers=(("Content-Encoding", "br"),)),
    "packed and cut off": Answer(gzip.compress(PAGE)[:-20], headers=_GZIPPED),
    "missing": Answer(PAGE, status=404),
    "forbidden": Answer(PAGE, status=403),
    "broken": Answer(PAGE, status=500),
    "without a headline": Answer(
        b"<html><body><p>Some words without any headline over them.</p></body></html>"
    ),
    "without a text": Answer(b"<html><body><h1>A headline</h1></body></html>"),
    "made of marks that never close": Answer(b"<p>" + b"< " * 500_000),
    "redirecting for ever": Answer(status=302, headers=(("Location", PATH),)),
    "redirecting to a private address": Answer(status=302, headers=(("Location", "http://10.0.0.1/"),)),
    "redirecting to another site": Answer(status=302, headers=(("Location", "https://example.org/"),)),
    "redirecting to a file": Answer(status=302, headers=(("Location", "file:///etc/passwd"),)),
}
BAD_PAGE_CODES = {
    "empty": "empty",
    "white space only": "empty",
    "huge": "too-large",
    "huge once unpacked": "too-large",
    "a picture": "not-html",
    "a picture that claims to be a page": "encoding",
    "plain text that claims to be a page": "not-html",
    "without a media type": "not-html",
    "wrongly encoded": "encoding",
    "UTF-8 that claims to be Latin-1": "encoding",
    "in an unknown encoding": "encoding",
    "packed in an unknown way": "encoding",
    "packed and cut off": "encoding",
    "missing": "http-status",
    "forbidden": "http-status",
    "broken": "http-status",
    "without a headline": "no-article",
    "without a text": "no-article",
    "made of marks that never close": "not-html",
    "redirecting for ever": "too-many-redirects",
    "redirecting to a private address": "other-site",
    "redirecting to another site": "other-site",
    "redirecting to a file": "address",
}
SLOW = Answer(PAGE, wait=5)
DRIPPING = Answer(PAGE, piece_bytes=1, wait_between_pieces=0.05)

_TEXT = "text/plain; charset=utf-8"
# What is wrong: robots.txt, and the code that tells so.
BAD_ROBOTS: dict[str, tuple[Answer, str]] = {
    "disallow everybody": (Answer(b"User-agent: *\nDisallow: /\n", _TEXT), "robots-disallow"),
    "disallow us by name": (Answer(b"User-agent: imprimatur\nDisallow: /\n", _TEXT), "robots-disallow"),
    "disallow this page": (Answer(f"User-agent: *\nDisallow: {PATH}\n".encode(), _TEXT), "robots-disallow"),
    "answer with a server error": (Answer(status=500), "robots-unreachable"),
    "redirect to a private address": (
        Answer(status=302, headers=(("Location", "http://10.0.0.1/robots.txt"),)),
        "private-address",
    ),
}


def site(page: Answer | None = None, robots: Answer | None = None) -> dict[str, Answer]:
    """Return the founding site with its page or its robots.txt exchanged."""
    routes = founding_routes()
    if page is not None:
        routes[PATH] = page
    if robots is not None:
        routes["/robots.txt"] = robots
    return routes


__all__ = ["BAD_PAGES", "BAD_PAGE_CODES", "BAD_ROBOTS", "DRIPPING", "HTML", "PAGE", "SLOW", "site"]
