"""The shape of input: one module per noun."""
