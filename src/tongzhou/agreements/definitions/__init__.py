"""The definitions of words that are signed with the shared terms: one for each word used."""
