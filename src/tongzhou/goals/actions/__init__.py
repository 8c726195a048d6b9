"""The only writers of goals, measures and their readings."""
