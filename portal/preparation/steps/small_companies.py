"""What small companies often never get done: the tasks of the module smv-opgaver, in its order and words."""

from portal.shared.texts import N_

NEVER_DONE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("Skrive og forklare"),
        (
            N_("Skrive de mails, der altid bliver udsat, for eksempel til kunder, naboer og myndigheder"),
            N_("Lave en vejledning af det, kun én i firmaet ved"),
            N_("Fortælle tre historier om kunder, som firmaet kan bruge"),
            N_("Gøre hjemmesiden til noget, en kunde kan finde rundt i"),
        ),
    ),
    (
        N_("Tal og orden"),
        (
            N_("Finde ud af, hvilke varer eller kunder der koster mere, end de giver"),
            N_("Samle tal fra fem regneark i ét"),
            N_("Lave en liste over aftaler og frister"),
            N_("Få papirerne klar til en revisor, en kunde eller en kontrol"),
        ),
    ),
    (
        N_("Mennesker"),
        (
            N_("Ringe til de kunder, der ikke kom igen, og spørge hvorfor"),
            N_("Tage imod nye ansatte, så de ved, hvad de skal"),
            N_("Finde ud af, hvorfor folk siger op"),
            N_("Holde et møde, hvor alle bliver hørt"),
        ),
    ),
    (
        N_("Noget nyt"),
        (
            N_("Se på et nyt marked, et nyt land eller et nyt sprog"),
            N_("Læse en ny regel og forklare, hvad firmaet skal gøre"),
            N_("Søge penge fra en pulje eller en fond"),
            N_("Prøve et nyt program og lære de andre det"),
        ),
    ),
    (
        N_("Miljø og materialer"),
        (
            N_("Regne ud, hvor energien bliver brugt"),
            N_("Svare på de skemaer om bæredygtighed, som store kunder sender"),
            N_("Finde ud af, hvad der kan bruges igen"),
            N_("Samle papirerne på det, firmaet køber"),
        ),
    ),
)
