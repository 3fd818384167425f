"""Where else the same was misheard: the words of the network, what people put right before, what speaks for it."""
