"""Addresses of the site."""

from __future__ import annotations

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("admin/", admin.site.urls),
]
if find_spec("licensing.api.urls" if find_spec("licensing.api") else "licensing.api"):
    urlpatterns.append(path("api/v1/", include("licensing.api.urls")))
