"""Learn from what was put right, offer it elsewhere, take answers, steer pairs, hand out what to listen to."""
