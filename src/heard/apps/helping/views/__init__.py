"""Pages on which people answer what is offered, steer rules, and help for five minutes."""
