"""Answers by mail: fetched from the mailbox of the house, read with suspicion, made comments."""
