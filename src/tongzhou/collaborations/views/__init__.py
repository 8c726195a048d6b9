"""HTTP of collaborations: one module per noun."""
