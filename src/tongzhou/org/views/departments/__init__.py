"""The tree of departments, one department, and what is changed about it."""
