"""Demonstration data, entered through the ordinary services."""
