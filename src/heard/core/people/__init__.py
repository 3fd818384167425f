"""Who may do what, in which state, and with whose consent."""
