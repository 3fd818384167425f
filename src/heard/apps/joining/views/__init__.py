"""Pages about people: you, your invitation, your groups; and, for those who run the network, everybody."""
