"""A table of people on its way in: read, compared with who is here, explained by cell."""
