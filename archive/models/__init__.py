"""What the archive holds."""

from archive.models.articles import Article, Credit, Image
from archive.models.captures import Capture
from archive.models.copies import ArticleName, Copy, Fingerprint, LinkBatch
from archive.models.credit_names import CreditName
from archive.models.excerpts import Excerpt
from archive.models.feeds import Feed
from archive.models.full_copies import FullCopy, Hold
from archive.models.hosts import HostTurn
from archive.models.ingestions import Ingestion, IngestionRowFailure
from archive.models.revisions import ArticleRevision
from archive.models.site_files import SiteFileCopy
from archive.models.sources import Publisher, Source
from archive.models.tallies import ArticleTally, ArticleTallyChange
from archive.models.watches import Watch
from archive.models.withdrawals import Withdrawal

__all__ = [
    "Article",
    "ArticleName",
    "ArticleRevision",
    "ArticleTally",
    "ArticleTallyChange",
    "Capture",
    "Copy",
    "Credit",
    "CreditName",
    "Excerpt",
    "Feed",
    "Fingerprint",
    "FullCopy",
    "Hold",
    "HostTurn",
    "Image",
    "Ingestion",
    "IngestionRowFailure",
    "LinkBatch",
    "Publisher",
    "SiteFileCopy",
    "Source",
    "Watch",
    "Withdrawal",
]
