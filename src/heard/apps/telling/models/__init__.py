"""Stories and their recordings, and the people in them."""

from heard.apps.telling.models.people import (
    ConsentEntry,
    DecidingEntry,
    PersonContact,
    PrivateLink,
    SignOff,
    StoryPerson,
)
from heard.apps.telling.models.pictures import Picture
from heard.apps.telling.models.stories import ExportNote, HiddenSpan, Recording, Rendition, Story, Theme, Upload, Voice

__all__ = [
    "ConsentEntry",
    "DecidingEntry",
    "ExportNote",
    "HiddenSpan",
    "PersonContact",
    "Picture",
    "PrivateLink",
    "Recording",
    "Rendition",
    "SignOff",
    "Story",
    "StoryPerson",
    "Theme",
    "Upload",
    "Voice",
]
