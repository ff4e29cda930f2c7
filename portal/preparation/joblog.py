"""What a candidate can paste into a joblog about an advert."""

from portal.preparation.answers import Advert
from portal.shared.texts import N_, translate

TITLE, WORKPLACE, DEADLINE = N_("Stilling"), N_("Arbejdssted"), N_("Frist for at søge")


def joblog_text(advert: Advert, lang: str) -> str:
    """Title, workplace and deadline, a line each; what is not known is left out."""
    lines = ((TITLE, advert.title), (WORKPLACE, advert.workplace), (DEADLINE, advert.deadline))
    return "\n".join(f"{translate(lang, label)}: {text}" for label, text in lines if text)
