"""Campaigns as the asking side has them, and what one respondent hands in."""
