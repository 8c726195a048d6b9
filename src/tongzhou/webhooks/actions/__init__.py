"""The only writers: what becomes of a webhook, and of what it is to tell."""
