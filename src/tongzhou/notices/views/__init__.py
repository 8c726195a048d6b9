"""The inbox, and how each person wants to be told."""
