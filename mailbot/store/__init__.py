"""EFFECT: SQL lives only here."""
