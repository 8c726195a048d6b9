"""What is typed into the pages of the weekly rhythm: one module per page."""
