"""Modules: front matter, permanent links, facts, words and webinars."""
