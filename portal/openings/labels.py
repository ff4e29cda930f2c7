"""The words that people see for an opening's codes, as Danish msgids."""

from portal.openings.board_rules import Need
from portal.openings.rules import Action, Kind, Sector, State, WorkForm
from portal.shared.texts import N_

KINDS = {
    Kind.PRAKTIK: N_("Praktik"),
    Kind.JOB: N_("Job"),
    Kind.LOENTILSKUD: N_("Job med løntilskud"),
    Kind.VEJLEDNING: N_("Vejledning og opkvalificering"),
}
TALENT = N_("Talentopgave")
TAG_CLASSES = {
    Kind.PRAKTIK: "tag",
    Kind.JOB: "tag job",
    Kind.LOENTILSKUD: "tag til",
    Kind.VEJLEDNING: "tag tal",
}
# What heads the box of fixed facts: true whatever becomes of the rules in transition.
HONEST = {
    Kind.PRAKTIK: N_("Det er en praktik og ikke et job"),
    Kind.JOB: N_("Det er et almindeligt job"),
    Kind.LOENTILSKUD: N_("Det er et job med løntilskud"),
    Kind.VEJLEDNING: N_("Det er vejledning og opkvalificering og ikke et job"),
}
SECTORS = {Sector.PRIVATE: N_("Privat"), Sector.PUBLIC: N_("Offentlig arbejdsplads")}
WORK_FORMS = {
    WorkForm.ON_SITE: N_("På arbejdspladsen"),
    WorkForm.HYBRID: N_("Hybrid"),
    WorkForm.REMOTE: N_("Hjemmefra"),
}
LANGUAGES = {
    "da": N_("Dansk"),
    "en": N_("Engelsk er nok"),
    "da+en": N_("Dansk og engelsk"),
    "da+de": N_("Dansk og tysk"),
    "da+fr": N_("Dansk og fransk"),
    "da+sv": N_("Dansk og svensk"),
    "da+es": N_("Dansk og spansk"),
}
STATES = {
    State.DRAFT: N_("Kladde"),
    State.REVIEW: N_("Til gennemsyn"),
    State.PUBLISHED: N_("Offentliggjort"),
    State.PAUSED: N_("Holder pause"),
    State.FILLED: N_("Besat"),
    State.EXPIRED: N_("Udløbet"),
    State.WITHDRAWN: N_("Trukket tilbage"),
}
# What a button says, and what the log says afterwards.
ACTIONS = {
    Action.SUBMIT: (N_("Send til gennemsyn"), N_("Sendt til gennemsyn")),
    Action.TAKE_BACK: (N_("Tag tilbage og ret"), N_("Taget tilbage")),
    Action.SEND_BACK: (N_("Send tilbage"), N_("Sendt tilbage")),
    Action.APPROVE: (N_("Godkend og slå op"), N_("Godkendt og slået op")),
    Action.PAUSE: (N_("Sæt på pause"), N_("Sat på pause")),
    Action.RESUME: (N_("Slå op igen"), N_("Slået op igen")),
    Action.REVISE: (N_("Ret teksten"), N_("Gjort til kladde igen")),
    Action.FILL: (N_("Opgaven er besat"), N_("Besat")),
    Action.WITHDRAW: (N_("Træk tilbage"), N_("Trukket tilbage")),
    Action.EXPIRE: (N_("Udløb"), N_("Udløbet")),
    Action.RENEW: (N_("Forlæng"), N_("Forlænget")),
}
# What a praktik is checked for before a reader sees it, as the consultant confirms it.
QUALITY = {
    "goal": N_("Der er et rigtigt job i sigte, her eller et andet sted."),
    "mentor": N_("En mentor har sat tid af til kandidaten hver uge."),
    "new": N_("Kandidaten lærer noget nyt og ikke kun det, kandidaten kan i forvejen."),
    "extra": N_("Opgaven ligger ud over det daglige arbejde og tager ikke pladsen fra en ansat."),
}
NEEDS = {
    Need.STOPPED: N_("Portalen har sat det på pause. Se hvorfor."),
    Need.LATE: N_("Har ventet mere end en arbejdsdag på at blive læst. Spørg en kollega."),
    Need.ENDS: N_("Udløber snart. Forlæng det, eller lad det udløbe."),
    Need.SENT_BACK: N_("Sendt tilbage med en note."),
    Need.OUTCOME: N_("Skriv, hvad det blev til."),
}
FIELDS = {
    "company_id": N_("Virksomhed"),
    "type": N_("Slags"),
    "title": N_("Titel"),
    "tasks": N_("Det skal der laves"),
    "day": N_("En almindelig dag"),
    "learn": N_("Det lærer kandidaten"),
    "job_goal": N_("Det kan føre til"),
    "mentor": N_("Mentorens rolle"),
    "competences": N_("Kan bruges"),
    "field": N_("Fagområde"),
    "named": N_("Virksomheden vil stå med sit navn"),
    "named_on": N_("Den dag, virksomheden valgte det"),
    "language": N_("Arbejdssprog"),
    "title_en": N_("Titel på engelsk"),
    "tasks_en": N_("Det skal der laves, på engelsk"),
    "day_en": N_("En almindelig dag, på engelsk"),
    "learn_en": N_("Det lærer kandidaten, på engelsk"),
}
