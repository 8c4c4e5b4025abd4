"""The policy core: standard library alone, no clock, no input or output.

``odrl.read_policy`` reads a policy, ``decide.decide`` answers a use by the truth table of ``docs/semantics.md``,
``record`` writes both down and replays them.
"""
