"""The only writers of what leaves the house."""
