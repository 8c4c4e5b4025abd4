"""What the archive holds."""

from archive.models.articles import Article, Credit, Image
from archive.models.captures import Capture
from archive.models.excerpts import Excerpt
from archive.models.sources import Publisher, Source

__all__ = ["Article", "Capture", "Credit", "Excerpt", "Image", "Publisher", "Source"]
