"""PURE: a letter and its context → MIME bytes."""
