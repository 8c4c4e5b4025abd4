"""An ODRL evaluator for anybody's policies: policy, request and state of the world in, reports out.

It reads the same model as the archive's decisions and knows nothing of articles.  ``evaluate.evaluate`` is the documented
entry; ``python -m licensing.policy evaluate`` the same on the command line.
"""
