"""Learn from what was put right, offer it elsewhere, take answers, steer rules, hand out what to listen to."""
