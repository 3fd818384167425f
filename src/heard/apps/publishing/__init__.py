"""Articles, guides and pages that editors write, and Wagtail, which helps them to."""
