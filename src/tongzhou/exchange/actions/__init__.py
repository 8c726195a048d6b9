"""The only writers of gains, receipts and the figures between departments."""
