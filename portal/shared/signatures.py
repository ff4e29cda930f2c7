"""Two signatures under one approval: never the same person's."""


def is_one_person(one: str, other: str) -> bool:
    """Whether two signatures bear the same name, however it is spaced and capitalised."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
