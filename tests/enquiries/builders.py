"""What a candidate writes in an enquiry."""

AN_ENQUIRY: dict[str, object] = {
    "why": "Jeg har skrevet nyhedsbreve for en forening.",
    "first": "Jeg ville læse de sidste ti breve.",
    "when": "Fra midten af januar.",
    "name": "Asta Prøve",
    "email": "asta@proeve.example",
    "phone": "",
    "not_to_contact": "Min gamle arbejdsplads",
    "may_forward": "y",
}
