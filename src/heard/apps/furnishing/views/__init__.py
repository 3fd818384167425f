"""The pages on which a network is begun, and made the host's own."""
