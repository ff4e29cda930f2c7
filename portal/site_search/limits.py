"""How often one address may search: far more than a person does, far less than a program could."""

from portal.web.limits import Limit

SEARCHES = Limit("search", 120, 60, guards=False)
