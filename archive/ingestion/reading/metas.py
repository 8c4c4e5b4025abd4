"""The `<meta>` elements by name, and which of them say what. Pure tables: the order is the order of preference."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.ingestion.markup import Element

Metas = dict[str, list[str]]
_MOST_VALUES = 50
_LONGEST_VALUE = 4000
HEADLINE = (
    "og:title", "parsely-title", "sailthru.title", "twitter:title", "dc.title", "dcterms.title", "citation_title",
    "headline", "title", "hdl", "rnews:headline",
)  # fmt: skip
AUTHORS = (
    "parsely-author", "sailthru.author", "article:author", "article.author", "author", "authors", "byl", "byline", "dc.creator", "dcterms.creator",
    "dc.creator.author", "citation_author", "cxenseparse:author", "rbauthors", "og:article:author", "twitter:creator:name", "mediator_author",
    "rnews:author", "article:author_name", "content_author", "dable:author", "shareaholic:article_author_name", "nrk:author", "og:author",
)  # fmt: skip
PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "og:pubdate", "datepublished", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "date_published",
    "article_date_original", "article:create_at", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date",
    "citation_date", "citation_online_date", "bt:pubdate", "vr:published_time", "rnews:datepublished", "published_at", "published-at", "displaydate", "shareaholic:article_published_time", "ptime",
    "mediator_published_time", "cse_pub_date", "publisheddate", "pub_date", "pdate", "release_date", "originalpublicationdate",
    "article.published", "article.created", "published", "content_create_date", "date", "created", "creation_date", "dateposted", "datecreated",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "article:modified", "og:updated_time", "og:article:modified_time", "datemodified", "last-modified", "lastmod", "dcterms.modified",
    "dc.date.modified", "article.updated", "updated_at", "modified", "revised", "article:updated_time", "utime", "lastupdate",
)  # fmt: skip
SECTION = (
    "article:section", "parsely-section", "section", "cg", "article.section", "og:article:section", "dc.subject.section", "cxenseparse:category",
)  # fmt: skip
KEYWORDS = (
    "news_keywords",
    "keywords",
    "parsely-tags",
    "article:tag",
    "sailthru.tags",
    "dc.subject",
    "citation_keywords",
)
DESCRIPTION = (
    "description", "og:description", "twitter:description", "dc.description", "sailthru.description",
)  # fmt: skip
PUBLISHER = (
    "og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher", "cre",
    "apple-mobile-web-app-title",
)  # fmt: skip
LANGUAGE = ("content-language", "dc.language", "language", "og:locale", "citation_language")
COPYRIGHT = ("copyright", "dc.rights", "dcterms.rights", "rights", "dcterms.rightsholder")
IDENTIFIERS = (
    "parsely-post-id", "article_id", "articleid", "article-id", "cxenseparse:recs:articleid", "citation_doi", "dc.identifier", "post-id", "content_id",
    "contentid", "guid", "pageid", "cms-article-id", "brightspot.contentid", "nid", "doi",
)  # fmt: skip


def read_metas(elements: list[Element]) -> Metas:
    """Return the contents by lower-cased name; an element may go by name, property, itemprop or http-equiv."""
    found: Metas = {}
    for element in elements:
        content = element.attributes.get("content", "")[:_LONGEST_VALUE].strip()
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in element.attributes.get(attribute, "").lower().split()[:3]:
                values = found.setdefault(name, [])
                if len(values) < _MOST_VALUES:
                    values.append(content)
    return found
