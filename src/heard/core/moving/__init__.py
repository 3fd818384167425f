"""How a whole network lies in a folder, when it moves in or out: which files, which columns, which checksums."""
