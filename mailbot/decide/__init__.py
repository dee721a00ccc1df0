"""PURE: who writes, which ticket, what follows."""
