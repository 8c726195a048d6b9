"""The pages of the weekly rhythm: one module per noun."""
