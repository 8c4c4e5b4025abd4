"""What the archive holds."""

from archive.models.articles import Article, Credit, Image
from archive.models.captures import Capture
from archive.models.excerpts import Excerpt
from archive.models.hosts import HostTurn
from archive.models.ingestions import Ingestion, IngestionRowFailure
from archive.models.site_files import SiteFileCopy
from archive.models.sources import Publisher, Source
from archive.models.watches import Watch

__all__ = [
    "Article",
    "Capture",
    "Credit",
    "Excerpt",
    "HostTurn",
    "Image",
    "Ingestion",
    "IngestionRowFailure",
    "Publisher",
    "SiteFileCopy",
    "Source",
    "Watch",
]
