"""Checks of a policy while it is written, one question a module; ``licensing.policy.validate`` asks them all."""
