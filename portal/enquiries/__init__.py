"""Enquiries: a candidate's interest in an opening, sealed, answered by the consultant who owns it."""
