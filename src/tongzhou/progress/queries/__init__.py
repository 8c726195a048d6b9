"""What the pages of the weekly rhythm show: one module per page."""
