"""PURE: réclamation or suggestion, who is concerned, how serious, what is wanted, which wishes."""
