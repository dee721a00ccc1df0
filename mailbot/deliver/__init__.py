"""EFFECT: a finished letter → SMTP."""
