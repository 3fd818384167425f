"""A picture, and whatever editors write."""

from __future__ import annotations

import pytest

from heard.apps.publishing.models import PagePicture
from tests.articles import write_article, write_guide
from tests.drawn import drawn


@pytest.fixture
def picture(db) -> PagePicture:
    return PagePicture.objects.create(title="A table", file=drawn())


@pytest.fixture
def write(db):
    """`write("A title", body=[…], live=False)` is an article."""
    return write_article


@pytest.fixture
def guide(db):
    return write_guide
