"""The compiled form of what is on record: an index of rules by the action asked, and tables of their tests.

There is no second semantics.  An index only says which rules reach an action and looks up, in tables that the plain
matcher filled, tests whose stated values come from a closed list.  A rule with any other test goes to the plain
evaluator (``rules.report``); tests hold both to the same bytes.  Policies are compiled once a digest.
"""
