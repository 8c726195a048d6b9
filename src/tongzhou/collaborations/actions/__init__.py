"""The only writers of collaborations: one module per noun."""
