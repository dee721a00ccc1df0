"""PURE: what must not leave the house, and the proof that it did not."""
