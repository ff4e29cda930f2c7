"""Figures for the manager: counts of closed months, with nothing in them that could point at somebody."""
