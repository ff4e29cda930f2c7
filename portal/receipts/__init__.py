"""The receipt for rights and duties: a signed text that nobody stores and that names nobody."""
