"""Openings: companies stay internal, tasks become public, and a second person stands between."""
