"""Approving facts at the desk: where each is used, two signatures, and what waits."""
