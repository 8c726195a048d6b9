"""The only writers of comments, attachments and stances."""
