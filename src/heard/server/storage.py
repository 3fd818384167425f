"""Static files under names that carry a hash of what is in them, so that a browser may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also renames what JavaScript modules import from each other."""

    support_js_module_import_aggregation = True
