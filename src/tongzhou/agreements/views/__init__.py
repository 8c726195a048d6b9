"""HTTP of agreements: one module per noun."""
