"""Letters: what is to be sent by e-mail waits here until it has left, so that no page ever waits for a mail server."""
