"""Finding articles, as the schema tells it."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema

from licensing.api.documentation import examples
from licensing.api.documentation.headers import at_path
from licensing.api.documentation.problems import problems
from licensing.api.inputs import ArticleQuery
from licensing.api.outputs import ArticleOutput
from licensing.api.outputs.articles import ArticlePageOutput

articles_listed = extend_schema(
    operation_id="listArticles",
    tags=["articles"],
    summary="What is there?",
    description="Articles by their bibliographic facts, the newest capture first. Filters narrow together. With `use` "
    "and `outcome`, those alone of which that use comes to that outcome for you at this moment: the same that "
    "`POST /decisions` would answer for each. That is hypothetical: no decision is recorded, nothing counts against a "
    "quota, and nothing may be done because of it. A page may then hold fewer than `limit`: follow `next` to its end.",
    parameters=[ArticleQuery],
    responses={200: OpenApiResponse(ArticlePageOutput, "A page of articles."), **problems(422)},
)

article_read = extend_schema(
    operation_id="readArticle",
    tags=["articles"],
    summary="What is known about it?",
    description="An article's facts, its images with their credits, and the line that attributes it. Never its text.",
    parameters=[at_path("article_id", "The article's `id`.")],
    responses={
        200: OpenApiResponse(
            ArticleOutput, "The article.", [OpenApiExample("article", examples.ARTICLE, response_only=True)]
        ),
        **problems(404),
    },
)
