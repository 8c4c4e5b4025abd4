"""Pages in the manner of many publishing systems, each with the traps of its kind. All words are the project's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from html import escape

from tests.bench.extract.facts import Facts

Style = Callable[[Facts], str]


def _page(facts: Facts, head: str, body: str, *, title: str = "") -> str:
    direction = ' dir="rtl"' if facts.language.code == "ar" else ""
    return (
        f'<!DOCTYPE html><html lang="{facts.language.code}"{direction}><head><meta charset="utf-8">'
        f"<title>{title or facts.h + ' | ' + escape(facts.site)}</title>{head}</head><body>"
        f'<header><a class="logo" href="/">{escape(facts.site)}</a><nav><a href="/a">{facts.language.section}</a></nav></header>'
        f"{body}<footer><p>© {escape(facts.site)}</p></footer></body></html>"
    )


def _script(block: str) -> str:
    return f'<script type="application/ld+json">{block}</script>'


def _teasers(facts: Facts) -> str:
    other = facts.modified + timedelta(days=2)
    items = "".join(
        f'<li><a href="/other-{at}"><h3>{facts.language.headlines[at]}</h3></a> <span class="author">{facts.language.names[2]}</span>'
        f'<time datetime="{other.isoformat()}">{facts.printed(other)}</time></li>'
        for at in range(3)
    )
    return f'<aside class="sidebar related"><ul>{items}</ul></aside>'


def wordpress(facts: Facts) -> str:
    """A graph of nodes that refer to each other by @id, a title with the site, a byline as a link."""
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": "#site", "name": facts.site},
            {"@type": "Article", "@id": facts.address + "#article", "headline": facts.headline, "author": {"@id": "#person"},
             "datePublished": facts.published.isoformat(), "dateModified": facts.modified.isoformat(), "publisher": {"@id": "#org"}},
            {"@type": "Organization", "@id": "#org", "name": facts.site},
            {"@type": "Person", "@id": "#person", "name": facts.authors[0]},
        ],
    }  # fmt: skip
    head = f'<meta property="og:title" content="{facts.h} - {escape(facts.site)}"><link rel="canonical" href="{facts.address}">'
    links = f" {facts.language.and_} ".join(
        f'<a rel="author" class="url fn" href="/author/{at}">{escape(name)}</a>'
        for at, name in enumerate(facts.authors)
    )
    body = f'<main><article><h1 class="entry-title">{facts.h}</h1><div class="entry-meta"><span class="byline">{facts.language.by} {links}</span> <time class="entry-date" datetime="{facts.published.isoformat()}">{facts.printed(facts.published)}</time></div>{facts.text()}</article></main>{_teasers(facts)}'
    return _page(facts, head + _script(json.dumps(graph, ensure_ascii=False)), body)


def arc(facts: Facts) -> str:
    """A title rewritten for sharing, a kicker inside the heading, the publisher among the authors."""
    social = f"{facts.language.section}: {facts.language.sentence[:50]}"
    authors = [{"@type": "Person", "name": name} for name in facts.authors] + [
        {"@type": "Organization", "name": facts.site}
    ]
    head = f'<meta property="og:title" content="{escape(social)}"><meta property="og:site_name" content="{escape(facts.site)}">'
    body = f'<article><h1><span class="kicker">{facts.language.section}</span><span class="headline">{facts.h}</span></h1><div class="byline">{escape(facts.byline)}</div>{facts.text()}</article>'
    return _page(facts, head + _script("[" + facts.json_ld(author=authors) + "]"), body)


def drupal(facts: Facts) -> str:
    """No structured data: Dublin Core elements and a line under the heading."""
    head = f'<meta name="dcterms.title" content="{facts.h}"><meta name="dcterms.creator" content="{escape("; ".join(facts.authors))}"><meta name="dcterms.date" content="{facts.published.isoformat()}"><meta name="dcterms.modified" content="{facts.modified.isoformat()}">'
    body = f'<div id="content"><h1 class="page-title">{facts.h}</h1><div class="node"><div class="submitted">{facts.dotted(facts.published)}</div>{facts.text()}</div></div>'
    return _page(facts, head, body)


def ghost(facts: Facts) -> str:
    """JSON-LD with a trailing comma and a comment; article:* elements."""
    block = facts.json_ld()[:-1] + ", /* generated */ }"
    head = f'<meta property="article:published_time" content="{facts.published.isoformat()}"><meta property="og:title" content="{facts.h}">'
    body = f'<article class="post"><header><h1>{facts.h}</h1><p class="author-name">{escape(facts.joined)}</p></header>{facts.text()}</article>'
    return _page(facts, head + _script(block), body)


def next_js(facts: Facts) -> str:
    """The date only in the page's data, other articles described before this one."""
    other = facts.json_ld(
        headline=facts.language.headlines[2] + " 2",
        mainEntityOfPage="https://elsewhere.example/x",
        url="https://elsewhere.example/x",
        author=[{"@type": "Person", "name": facts.language.names[2]}],
        datePublished="2018-01-01T00:00:00Z",
    )
    data = json.dumps(
        {"props": {"article": {"title": facts.headline, "publishedAt": facts.published.isoformat()}}},
        ensure_ascii=False,
    )
    head = (
        _script(other)
        + _script(facts.json_ld(datePublished=None, dateModified=None))
        + f'<link rel="canonical" href="{facts.address}">'
    )
    body = f'<div id="__next"><article><h1>{facts.h}</h1>{facts.text()}</article></div>{_teasers(facts)}<script id="__NEXT_DATA__" type="application/json">{data}</script>'
    return _page(facts, head, body)


def polish_portal(facts: Facts) -> str:
    """A sidebar before the article, JSON-LD with line breaks in strings, times without zone."""
    block = facts.json_ld(
        description="LINE", datePublished=f"{facts.published:%Y-%m-%d %H:%M}", author=None
    ).replace("LINE", "one\ntwo")
    head = f'<meta property="og:title" content="{facts.h} | {escape(facts.site)}">'
    body = f'{_teasers(facts)}<main><article><h1>{facts.h}</h1><div class="info"><span class="author">oprac. {escape(facts.joined)}</span> <span class="date">{facts.dotted(facts.published)}</span></div>{facts.text()}</article></main>'
    return _page(facts, head + _script(block), body)


def german_publisher(facts: Facts) -> str:
    """The publisher as the only author in JSON-LD; who wrote it is printed."""
    block = facts.json_ld(author={"@type": "Organization", "name": facts.site}, dateModified=None)
    body = f'<main><article><header><h2 class="topline">{facts.language.section}</h2><h1>{facts.h}</h1></header><div class="article-author">{escape(facts.byline)}</div><time>{facts.printed(facts.published)}</time>{facts.text()}</article></main>'
    return _page(facts, f'<meta name="author" content="{escape(facts.site)}">' + _script(block), body)


def french(facts: Facts) -> str:
    """No data at all: published and changed in one printed line."""
    line = f'<p class="dates">{facts.language.published} {facts.printed(facts.published)} <span class="update">{facts.language.updated} {facts.printed(facts.modified)}</span></p>'
    body = f'<article><h1>{facts.h}</h1><p class="auteur">{escape(facts.byline)}</p>{line}{facts.text()}</article>'
    return _page(facts, "", body)


def spanish(facts: Facts) -> str:
    """The logo is a heading too; microdata."""
    body = (
        f'<h1 class="logo"><a href="/">{escape(facts.site)}</a></h1><article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{facts.h}</h1>'
        + "".join(
            f'<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{escape(name)}</span></span> '
            for name in facts.authors
        )
        + f'<time itemprop="datePublished" datetime="{facts.published.isoformat()}">{facts.printed(facts.published)}</time><meta itemprop="dateModified" content="{facts.modified.isoformat()}"><div itemprop="articleBody">{facts.text()}</div></article>'
    )
    return _page(facts, "", body)


def tables(facts: Facts) -> str:
    """An old layout in tables: no marks, a bold heading that only the title confirms."""
    body = f'<table><tr><td width="150">menu</td><td><h3>{facts.h}</h3><font size="1">{facts.dotted(facts.published)}</font><br><b>{escape(facts.byline)}</b>{facts.text()}</td></tr></table>'
    return _page(facts, "", body, title=f"{escape(facts.site)} - {facts.h}")


def amp(facts: Facts) -> str:
    """AMP: JSON-LD and little else, authors in one string."""
    return _page(
        facts,
        _script(facts.json_ld(author=facts.byline)),
        f'<article><h1 class="amp-title">{facts.h}</h1>{facts.text()}</article>',
    )


def live_blog(facts: Facts) -> str:
    """Posts with times of their own, later ones first."""
    posts = [
        {
            "@type": "BlogPosting",
            "headline": f"{facts.language.sentence[:30]} {at}",
            "datePublished": (facts.modified + timedelta(hours=at)).isoformat(),
        }
        for at in range(3, 0, -1)
    ]
    block = facts.json_ld(**{"@type": "LiveBlogPosting"}, liveBlogUpdate=posts)
    shown = "".join(
        f'<section class="post"><time datetime="{post["datePublished"]}">{at}</time><h2>{post["headline"]}</h2>{facts.text(1)}</section>'
        for at, post in enumerate(posts)
    )
    return _page(
        facts,
        _script(block),
        f'<main><h1>{facts.h}</h1><div class="byline">{escape(facts.byline)}</div>{shown}</main>',
    )


def parsely(facts: Facts) -> str:
    """Parse.ly elements; the title cut short for machines."""
    head = (
        f'<meta name="parsely-title" content="{facts.h}"><meta name="parsely-pub-date" content="{facts.published.isoformat()}">'
        + "".join(f'<meta name="parsely-author" content="{escape(name)}">' for name in facts.authors)
    )
    return _page(facts, head, f"<main><h1>{facts.h}</h1>{facts.text()}</main>{_teasers(facts)}")


def sailthru(facts: Facts) -> str:
    """Sailthru elements with a date in words."""
    head = f'<meta name="sailthru.title" content="{facts.h}"><meta name="sailthru.date" content="{facts.published:%a, %d %b %Y %H:%M:%S %z}"><meta name="sailthru.author" content="{escape(", ".join(facts.authors))}">'
    return _page(facts, head, f"<article><h1>{facts.h}</h1>{facts.text()}</article>")


def no_heading(facts: Facts) -> str:
    """A blog whose articles have second headings, under the heading of the site."""
    body = f'<h1>{escape(facts.site)}</h1><div class="post"><h2 class="post-title"><a href="{facts.address}">{facts.h}</a></h2><span class="post-date">{facts.printed(facts.published, time=False)}</span><span class="post-author">{escape(facts.byline)}</span>{facts.text()}</div>'
    return _page(facts, "", body, title=f"{facts.h} « {escape(facts.site)}")


def escaped_twice(facts: Facts) -> str:
    """Entities escaped once too often, in title and data."""
    twice = escape(facts.h)
    block = facts.json_ld(
        headline=facts.h,
        author=[{"@type": "Person", "name": escape(name, quote=True)} for name in facts.authors],
    )
    return _page(
        facts,
        f'<meta property="og:title" content="{twice}">' + _script(block),
        f"<article><h1>{facts.h}</h1>{facts.text()}</article>",
    )


def broken(facts: Facts) -> str:
    """Elements that are never closed, attributes without quotes, JSON-LD cut off."""
    return f'<html lang={facts.language.code}><head><title>{facts.h}<meta property=og:title content="{facts.h}"></title><script type="application/ld+json">{facts.json_ld()[:-30]}</script><body><div><article><h1>{facts.h}<p class=byline>{escape(facts.byline)}<p><time datetime={facts.published.isoformat()}>{facts.printed(facts.published)}</time>{facts.text()}'


def changed_first(facts: Facts) -> str:
    """The change before the publication, in elements and in print."""
    head = f'<meta property="og:updated_time" content="{facts.modified.isoformat()}"><meta property="article:modified_time" content="{facts.modified.isoformat()}"><meta property="article:published_time" content="{facts.published.isoformat()}"><meta property="article:author" content="https://social.example/{facts.number}">'
    body = f'<main><article><div class="dates"><time class="updated" datetime="{facts.modified.isoformat()}">{facts.language.updated} {facts.printed(facts.modified)}</time> <time class="published" datetime="{facts.published.isoformat()}">{facts.printed(facts.published)}</time></div><h1>{facts.h}</h1><div class="authors"><a href="/p/1">{"</a>, <a href=/p/2>".join(map(escape, facts.authors))}</a></div>{facts.text()}</article></main>'
    return _page(facts, head, body)


def roles(facts: Facts) -> str:
    """Names with roles, and a box about the author."""
    names = "".join(
        f'<span class="author"><a href="/p">{escape(name)}</a>, <em class="role">Senior reporter</em></span>'
        for name in facts.authors
    )
    body = f'<article><h1>{facts.h}</h1><div class="byline">{names}</div><div class="pubdate">{facts.printed(facts.published)}</div>{facts.text()}<div class="author-bio">{escape(facts.authors[0])} {facts.language.sentence}</div></article>'
    return _page(facts, "", body)


def in_the_address(facts: Facts) -> str:
    """A day that only the address names; a crawl date in the corner."""
    address = f"https://www.{facts.host}/{facts.published:%Y/%m/%d}/story-{facts.number}"
    today = facts.modified + timedelta(days=400)
    body = f'<div class="today">{facts.printed(today, time=False)}</div><article><h1>{facts.h}</h1><p class="byline">{escape(facts.byline)}</p>{facts.text()}</article>'
    return _page(
        facts, f'<link rel="canonical" href="{address}"><meta property="og:title" content="{facts.h}">', body
    )


def desk(facts: Facts) -> str:
    """A desk beside the people, in data; people in print."""
    block = facts.json_ld(author=[{"@type": "Person", "name": "Redaktion"}])
    return _page(
        facts,
        _script(block),
        f'<article><h1>{facts.h}</h1><p class="byline">{escape(facts.byline)}</p>{facts.text()}</article>',
    )


def data_attributes(facts: Facts) -> str:
    """A moment in seconds in an attribute, its words made by a script."""
    body = f'<article><h1>{facts.h}</h1><p class="byline">{escape(facts.byline)}</p><span class="timestamp" data-timestamp="{int(facts.published.timestamp())}"></span>{facts.text()}</article>{_teasers(facts)}'
    return _page(facts, f'<meta property="og:title" content="{facts.h} — {escape(facts.site)}">', body)


STYLES: tuple[Style, ...] = (
    wordpress, arc, drupal, ghost, next_js, polish_portal, german_publisher, french, spanish, tables, amp, live_blog, parsely, sailthru, no_heading, escaped_twice,
    broken, changed_first, roles, in_the_address, desk, data_attributes,
)  # fmt: skip
