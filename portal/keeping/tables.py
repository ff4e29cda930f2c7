"""What is kept of every table, for how long, and whether a backup holds it; a test knows every table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """How long rows live, in the words of docs/security.md, and whether a backup has them."""

    how_long: str
    in_backup: bool = True


ALWAYS = "as long as the installation"
WITH_ITS_OPENING = "24 months after the company's last opening ended"

TABLES: dict[str, Kept] = {
    "preparations": Kept("60 days after the conversation (a setting), 180 days at most"),
    "preparation_copies": Kept("the day after the conversation, 21 days at most"),
    "sheets_opened": Kept("with its preparation"),
    "form_sessions": Kept("4 hours, on a desk 10 hours", in_backup=False),
    "preparation_wrong_codes": Kept("1 day after the last try", in_backup=False),
    "enquiries": Kept("30 days after it was closed, 90 days at most"),
    "capabilities": Kept("until the link expires, or what it leads to is deleted"),
    "outbox": Kept("until it is sent, 7 days at most"),
    "rate_counts": Kept("1 hour after the window", in_backup=False),
    "users": Kept("24 months after the account was closed; the row stays without name and address"),
    "teams": Kept(ALWAYS),
    "staff_sessions": Kept("10 hours", in_backup=False),
    "start_links": Kept("until used or expired", in_backup=False),
    "companies": Kept(WITH_ITS_OPENING),
    "openings": Kept(WITH_ITS_OPENING),
    "opening_reviews": Kept(WITH_ITS_OPENING),
    "opening_transitions": Kept(WITH_ITS_OPENING),
    "opening_desks": Kept("with its opening"),
    "published_generalisations": Kept(WITH_ITS_OPENING),
    "count_tables": Kept("the newest and the one before"),
    "opening_notes": Kept("30 days"),
    "monthly_counts": Kept(ALWAYS),
    "public_openings": Kept("until the opening expires, is filled or withdrawn"),
    "gone_openings": Kept(ALWAYS),
    "opening_changes": Kept("the newest 10,000", in_backup=False),
    "audit_rows": Kept("183 days (a setting), then the whole day at once"),
    "audit_heads": Kept(ALWAYS),
    "key_records": Kept(ALWAYS),
    "fact_approvals": Kept(ALWAYS),
    "fact_warnings": Kept(ALWAYS),
    "leases": Kept("2 minutes", in_backup=False),
}
LEFT_OUT = frozenset(name for name, kept in TABLES.items() if not kept.in_backup)

# Columns that begin with the id of the ring's key they are sealed with.
RING_SEALED: dict[str, tuple[str, ...]] = {
    "preparations": ("wrapped_key", "sealed"),
    "preparation_copies": ("wrapped_key", "sealed"),
    "enquiries": ("sealed", "sealed_answer", "sealed_reason"),
    "opening_notes": ("sealed",),
    "outbox": ("sealed",),
}
