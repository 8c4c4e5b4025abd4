"""One table a feature; every module's ``CASES`` are run."""
