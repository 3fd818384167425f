"""What every page shares: templates, template tags and static source."""
