"""Actions, operands, purposes, regions and sentences of the policy core, as data with one reader each."""
