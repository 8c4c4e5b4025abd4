"""The acts of the demonstration, in order.  Each tells what happens and notes every answer that differs."""

from __future__ import annotations

from pathlib import Path

from config.demo.acts.agreement import grant
from config.demo.acts.capture import take_in
from config.demo.acts.evidence import prove
from config.demo.acts.founding import ask_everything
from config.demo.acts.release import hand_out
from config.demo.acts.terms import put_in_force
from config.demo.cast import assemble
from config.demo.scene import Scene
from config.demo.stage import Stage
from config.demo.story import Story


def perform(*, story: Story, on: Stage, report_to: Path) -> None:
    """Play the whole story; differences stand in ``story.differences``."""
    scene = Scene(story=story, stage=on, cast=assemble(now=Scene.morning()), report_to=report_to)
    story.tell(
        "Whether a news archive may keep, show or mine an article depends on what its publisher, the agencies in its "
        "credit lines, the law and the archive's own agreements say. This is one article, asked from end to end."
    )
    take_in(scene)
    put_in_force(scene)
    ask_everything(scene)
    grant(scene)
    hand_out(scene)
    prove(scene)
