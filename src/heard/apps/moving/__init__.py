"""Move in and out: a whole network in a folder of open files, read and written in one layout."""
