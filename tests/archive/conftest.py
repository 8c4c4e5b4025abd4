from tests.pages.sites import gate, site, source

__all__ = ["gate", "site", "source"]
