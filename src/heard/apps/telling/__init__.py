"""Stories, their recordings and uploads, and who may see them."""
