"""Act 6: the report, and every decision made anew from its recorded facts."""

from __future__ import annotations

from django.core.management import call_command

from config.demo.scene import Scene
from licensing.models import BulkDecision, Decision
from licensing.operations.bulk_record import replay_bulk
from licensing.operations.decisions import replay


def prove(scene: Scene) -> None:
    """Write the compliance report and replay the whole record."""
    story = scene.story
    story.heading("6. Prove it")
    decisions = list(Decision.objects.order_by("position"))
    same = sum(replay(decision) for decision in decisions)
    story.expect("decisions that replay to the same bytes", same, len(decisions))
    story.tell(
        f"• {same} of {len(decisions)} decisions, made anew from their recorded facts, give the same bytes."
    )
    entries = list(BulkDecision.objects.order_by("position"))
    proved = sum(replay_bulk(entry) for entry in entries)
    story.expect("entries for many articles that replay to the same root", proved, len(entries))
    if entries:
        articles = sum(entry.articles for entry in entries)
        story.tell(
            f"• {proved} of {len(entries)} decisions on many articles ({articles} in all), made anew, come to the same root."
        )
    call_command("compliance_report", to=str(scene.report_to), verbosity=0)
    files = sorted(path.name for path in scene.report_to.iterdir())
    formats = {name.rsplit(".", 1)[-1] for name in files}
    story.expect("report formats", sorted({"html", "csv"} - formats), [])
    story.tell(
        f"• Compliance report (holdings by terms, decisions by outcome, deliveries): {', '.join(files)}"
    )
