"""The order of names in a Danish list, the same whatever database or server there is."""

import unicodedata

# After z come æ, ø and å; aa is an old way to write å, and stands with it.
_LAST = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


def danish_order(name: str) -> tuple[str, str]:
    """A key to sort by: letters first, without regard to case or accents, then the name as it is written."""
    letters = unicodedata.normalize("NFC", name).casefold().replace("aa", "å").translate(_LAST)
    bare = "".join(c for c in unicodedata.normalize("NFD", letters) if not unicodedata.combining(c))
    return bare, name
