"""Pages of the record: everything can be read by who may, and changed by acts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth import get_permission_codename
from django.urls import URLPattern, path, reverse
from unfold.admin import ModelAdmin, TabularInline

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from archive.admin.acts import Act


class RecordAdmin(ModelAdmin):  # type: ignore[misc]  # the theme has no types
    """A list and a page for each row, both read-only, with a button for each act that the user may do."""

    acts: ClassVar[tuple[type[Act], ...]] = ()
    heading: ClassVar[str | _StrPromise] = ""
    actions = None
    list_per_page = 50
    show_full_result_count = False
    list_before_template = "archive/admin/acts.html"
    change_form_outer_before_template = "archive/admin/acts.html"

    @property
    def name(self) -> str:
        """Name of the model in the names of addresses."""
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def has_add_permission(self, request: HttpRequest, *_: object) -> bool:
        """Nobody adds rows by hand."""
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes rows by hand."""
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes rows."""
        del request, obj
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Reading needs the model's view permission, and nothing else gives it."""
        del obj
        return request.user.has_perm(f"{self.opts.app_label}.{get_permission_codename('view', self.opts)}")

    def get_urls(self) -> list[URLPattern]:
        """Put the pages of the acts before the model's own."""
        return [self._act_url(act) for act in self.acts] + list(super().get_urls())

    def _act_url(self, act: type[Act]) -> URLPattern:
        where = f"<path:object_id>/{act.slug}/" if act.of_row else f"{act.slug}/"
        view = self.admin_site.admin_view(act.as_view(model_admin=self))
        found: URLPattern = path(where, view, name=f"{self.name}_{act.slug}")
        return found

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Allow what the list's own filters ask: any other lookup could spell out a column that is not shown."""
        filters = [one if isinstance(one, str) else one[0] for one in self.get_list_filter(request)]
        known = [*filters, *([self.date_hierarchy] if self.date_hierarchy else [])]
        asked = any(lookup == name or lookup.startswith(f"{name}__") for name in known)
        return asked and bool(super().lookup_allowed(lookup, value, request))

    def act_links(self, request: HttpRequest, row: Model | None) -> list[dict[str, object]]:
        """Return the buttons of the list (row None) or of a row's page."""
        offered = [act for act in self.acts if act.of_row == (row is not None) and act.offered(request, row)]
        args = [] if row is None else [row.pk]
        return [
            {
                "title": act.title,
                "icon": act.icon,
                "danger": act.danger,
                "url": reverse(f"admin:{self.name}_{act.slug}", args=args),
            }
            for act in offered
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list with its acts."""
        context: dict[str, Any] = {"acts": self.act_links(request, None), **(extra_context or {})}
        if self.heading:
            context["title"] = self.heading
        answer: HttpResponse = super().changelist_view(request, context)
        return answer

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a row's page with its acts and what else belongs on it."""
        row = self.get_object(request, object_id) if object_id else None
        context = dict(extra_context or {})
        if row is not None and self.has_view_permission(request, row):
            context |= {
                "acts": self.act_links(request, row),
                "title": str(row),
                **self.page_context(request, row),
            }
        answer: HttpResponse = super().changeform_view(request, object_id, form_url, context)
        return answer

    def page_context(self, request: HttpRequest, row: Model) -> dict[str, Any]:
        """Return what else the row's page shows."""
        del request, row
        return {}


class RecordInline(TabularInline):  # type: ignore[misc]  # the theme has no types
    """Rows shown on the page of another, read-only."""

    extra = 0
    max_num = 0
    can_delete = False
    tab = False
    hide_title = True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody adds rows by hand."""
        del request, obj
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes rows by hand."""
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes rows."""
        del request, obj
        return False
