"""Ways into the stories: a voice to hear at once, themes, places, and collections that editors make."""
