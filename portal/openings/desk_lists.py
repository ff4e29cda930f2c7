"""Finding one again in the desk's long lists."""

from fastapi import Request


def searched(request: Request) -> str:
    """What was typed into the list's search field."""
    return request.query_params.get("q", "").strip()[:100]


def contains(q: str, *texts: str) -> bool:
    """Whether every word that was typed stands in one of the texts."""
    whole = " ".join(texts).casefold()
    return all(word in whole for word in q.casefold().split())
