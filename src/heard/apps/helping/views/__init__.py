"""Pages on which people answer what is offered, steer pairs, and help for five minutes."""
