"""What all shapes are made of."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

Text = serializers.CharField
Moment = serializers.DateTimeField


class Output(serializers.Serializer[Any]):
    """A piece of an answer."""
