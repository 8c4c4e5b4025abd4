"""Asking: any use of any article, by any consumer; the answer is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, MomentField, choose
from archive.models import Article
from licensing.admin import choices
from licensing.admin.cards import DEFAULTS
from licensing.operations import audience_named, record_decision
from licensing.policy.ask import UseError
from licensing.policy.model import Use
from licensing.policy.terms import short_term
from licensing.policy.vocabulary import actions
from licensing.queries import UnknownArticleError, UnknownConsumerError

if TYPE_CHECKING:
    from licensing.models import Decision

Choices = choices.Choices


def _askable() -> list[tuple[str, Choices]]:
    raw = sorted(name for name in actions.PARENTS if name not in actions.UNASKABLE)
    return [
        (_("Standard uses"), choices.uses()),
        (_("Single actions"), [(name, name) for name in raw]),
    ]


class QuestionForm(ActForm):
    """The question of semantics.md section 1, field by field."""

    consumer = forms.ChoiceField(label=gettext_lazy("Consumer"), choices=choices.consumers)
    use = forms.ChoiceField(label=gettext_lazy("Use"), choices=_askable)
    asset = forms.CharField(
        label=gettext_lazy("Of what"),
        initial="article",
        max_length=80,
        help_text=gettext_lazy(
            "article (every part that the use lists), metadata, text, or the id of an image."
        ),
    )
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=choices.purpose_names, required=False)
    territory = forms.ChoiceField(
        label=gettext_lazy("Territory"), choices=choices.territory_names, required=False
    )
    audience = forms.ChoiceField(label=gettext_lazy("Audience"), choices=choices.audiences, required=False)
    words = forms.IntegerField(
        label=gettext_lazy("Words"), required=False, help_text=gettext_lazy("Of an excerpt: 1 to 1000.")
    )
    characters = forms.IntegerField(label=gettext_lazy("Characters"), required=False)
    claim = forms.ChoiceField(label=gettext_lazy("Claimed statute"), choices=choices.claims, required=False)
    at = MomentField(
        label=gettext_lazy("When"),
        required=False,
        help_text=gettext_lazy(
            "Empty is now. Another time gives a hypothetical decision, which releases nothing."
        ),
    )
    known_at = MomentField(
        label=gettext_lazy("As known at"),
        required=False,
        help_text=gettext_lazy("Empty is now. An earlier time answers as the record stood then."),
    )


def _asset_choices(article: Article) -> Choices:
    images = [
        (str(image.pk), _("Image %(number)d: %(credit)s") % {"number": number, "credit": image})
        for number, image in enumerate(article.images.all(), start=1)
    ]
    return [
        ("article", _("the article: every part that the use lists")),
        ("metadata", _("metadata")),
        ("text", _("text")),
        *images,
    ]


class QuestionAboutForm(QuestionForm):
    """The same, with the article's parts to choose from."""

    asset = forms.ChoiceField(label=gettext_lazy("Of what"))  # type: ignore[assignment]  # chosen, not typed

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, **kwargs)
        self.fields["asset"].choices = _asset_choices(article)  # type: ignore[attr-defined]


class QuestionAnywhereForm(QuestionForm):
    """The same, with the article to choose first."""

    article = forms.ModelChoiceField(Article.objects.none(), label=gettext_lazy("Article"), widget=choose())
    field_order = ("article",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = Article.objects.order_by("-captured_at")  # type: ignore[attr-defined]


def ask(data: dict[str, Any], article: Article, occasion: Occasion) -> Decision:
    """Record the answer to a form's question.  Raises UseError, UnknownArticleError and UnknownConsumerError."""
    at = data["at"] or occasion.now
    use = Use(
        action=data["use"] if ":" not in data["use"] else short_term(data["use"]),
        asset=data["asset"],
        at=at,
        known_at=data["known_at"] or occasion.now,
        audience=audience_named(data["audience"] or None),
        purpose=data["purpose"] or None,
        territory=data["territory"] or None,
        words=data["words"],
        characters=data["characters"],
        claims=frozenset({data["claim"]} - {""}),
    )
    return record_decision(
        article=article.pk, consumer=data["consumer"], use=use, origin="check", now=occasion.now
    )


class _Ask(Act):
    title = gettext_lazy("Ask")
    lead = gettext_lazy("The answer is recorded as a decision, with the facts that it was made from.")
    button = gettext_lazy("Ask and record")
    done = gettext_lazy("The decision is recorded.")
    icon = "help"
    permission = "licensing.add_check"
    refusals = {
        UseError: "",
        UnknownArticleError: gettext_lazy("The article is no longer held."),
        UnknownConsumerError: gettext_lazy("The consumer is no longer active."),
    }

    def get_initial(self) -> dict[str, Any]:
        """Begin with the usual question, or with what an address names."""
        known = {
            name: self.request.GET[name]
            for name in QuestionAnywhereForm.base_fields
            if name in self.request.GET
        }
        return {**DEFAULTS, "words": None, "use": "store", **known}


class AskAboutArticle(_Ask):
    """Ask about the article on whose page the button stands."""

    slug = "ask"
    of_row = True
    form_class = QuestionAboutForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand over the article."""
        return {**super().get_form_kwargs(), "article": self.row}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Decision:
        """Call `record_decision`."""
        return ask(data, self.row, occasion)


class AskAnything(_Ask):
    """Ask about any article."""

    slug = "ask"
    form_class = QuestionAnywhereForm

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Decision:
        """Call `record_decision`."""
        return ask(data, data["article"], occasion)
