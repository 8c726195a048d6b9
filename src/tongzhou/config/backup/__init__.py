"""A whole installation as one file, and back: from either database to either (docs/backup.md)."""
