"""The archive in the admin: what is held, where it comes from, how it was captured; it knows nothing of rights."""

from archive.admin.articles import ArticleAdmin
from archive.admin.captures import CaptureAdmin
from archive.admin.credit_names import CreditNameAdmin
from archive.admin.excerpts import ExcerptAdmin
from archive.admin.feeds import FeedAdmin, WithdrawalAdmin
from archive.admin.full_copies import FullCopyAdmin, HoldAdmin
from archive.admin.images import ImageAdmin
from archive.admin.ingestions import IngestionAdmin
from archive.admin.sources import PublisherAdmin, SourceAdmin
from archive.admin.updates import CopyAdmin
from archive.admin.watches import SiteFileCopyAdmin, WatchAdmin

__all__ = [
    "ArticleAdmin",
    "CaptureAdmin",
    "CopyAdmin",
    "CreditNameAdmin",
    "ExcerptAdmin",
    "FeedAdmin",
    "FullCopyAdmin",
    "HoldAdmin",
    "ImageAdmin",
    "IngestionAdmin",
    "PublisherAdmin",
    "SiteFileCopyAdmin",
    "SourceAdmin",
    "WatchAdmin",
    "WithdrawalAdmin",
]
