"""Keeping: backup, restore, moving, export, and how long everything is kept."""
