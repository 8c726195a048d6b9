"""What the pages of the desk ask: one module per page."""
