"""Addresses of the site."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import views
from config.problems import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("licensing.api.urls")),
    path("problems/", pages.problem_types, name="problems"),
    path("problems/<slug:slug>", pages.problem_type, name="problem"),
]
handler400 = "config.problems.answers.bad_request"
handler403 = "config.problems.answers.forbidden"
handler404 = "config.problems.answers.not_found"
handler500 = "config.problems.answers.server_error"
