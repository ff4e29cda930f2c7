"""What each measure is called, and exactly what is counted, as Danish msgids."""

from portal.shared.tally import Measure
from portal.shared.texts import N_

NAMES = {
    Measure.OPENINGS_PUBLISHED: N_("Opslag slået op"),
    Measure.OPENINGS_FILLED: N_("Opslag besat"),
    Measure.OPENINGS_READ: N_("Læst af en anden"),
    Measure.OPENINGS_GUESSED: N_("Gættet af læseren"),
    Measure.ENQUIRIES_RECEIVED: N_("Henvendelser"),
    Measure.ANSWERED_IN_TIME: N_("Besvaret til tiden"),
    Measure.REVEALED: N_("Fik at vide, hvem det er"),
    Measure.FORWARDED: N_("Givet videre"),
    Measure.MET: N_("Mødt hinanden"),
    Measure.STARTED: N_("Startet"),
}
MEANINGS = {
    Measure.OPENINGS_PUBLISHED: N_(
        "Opslag, som en anden har godkendt, den dag de blev slået op. Et opslag, der er rettet og godkendt "
        "igen, tæller igen. En forlængelse tæller ikke."
    ),
    Measure.OPENINGS_FILLED: N_("Opslag, som en konsulent har meldt besat. Det står også på opslagets side."),
    Measure.OPENINGS_READ: N_(
        "Så mange gange har en anden konsulent læst en anonym tekst og svaret på, hvem virksomheden kan "
        "være. Samme læser og samme tekst tæller én gang."
    ),
    Measure.OPENINGS_GUESSED: N_(
        "De læsninger, hvor læseren gættede rigtigt. Så går teksten tilbage og bliver ikke slået op."
    ),
    Measure.ENQUIRIES_RECEIVED: N_("Henvendelser, der er kommet i indbakken. Gentagelser tæller ikke."),
    Measure.ANSWERED_IN_TIME: N_("Henvendelser med et første svar senest den dag, vi havde lovet."),
    Measure.REVEALED: N_("Henvendelser, hvor kandidaten fik at vide, hvilken virksomhed det er."),
    Measure.FORWARDED: N_(
        "Henvendelser, der blev givet videre til virksomheden, efter at kandidaten havde sagt ja."
    ),
    Measure.MET: N_("Henvendelser, hvor kandidaten og virksomheden har mødt hinanden."),
    Measure.STARTED: N_("Henvendelser, der blev til en praktik eller et job, som er begyndt."),
}
HIDDEN = N_("skjult")
FEWER = N_("færre end 5")
IN_TOTAL = N_("I alt")
SHARE = N_("Besvaret til tiden, andel")
TABLES = {"": IN_TOTAL, "field": N_("Fagområde"), "type": N_("Slags")}
COLUMNS = (N_("Måned"), N_("Mål"), N_("Fordelt på"), N_("Række"), N_("Antal"))
