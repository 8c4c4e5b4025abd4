"""`make bench-decide`: the policy core beside other engines, on the same rules and requests (docs/benchmarks.md)."""
