"""A package deal from its open points to the yes of all."""
