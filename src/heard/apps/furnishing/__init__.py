"""What the host says of the network, so that it is theirs: its name and its looks, who may come in, what is on."""
