"""What is agreed beforehand: clauses 「若…则…」 and the leeway for small changes. Pure."""
