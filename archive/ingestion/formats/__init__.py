"""Formats that articles come in, read one item at a time."""
