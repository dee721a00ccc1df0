"""PURE: raw bytes → a mail that the rest can trust."""
