"""Finding one again in the desk's long lists."""

from starlette.datastructures import FormData


def searched(posted: FormData) -> str:
    """What was typed into the list's search field: posted, because an address may not name a company."""
    return str(posted.get("q", "")).strip()[:100]


def contains(q: str, *texts: str) -> bool:
    """Whether every word that was typed stands in one of the texts."""
    whole = " ".join(texts).casefold()
    return all(word in whole for word in q.casefold().split())
