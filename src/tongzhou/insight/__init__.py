"""洞察: how departments work together, counted from what everybody may see; each figure opens its rows."""
