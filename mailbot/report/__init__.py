"""EFFECT: views of the events: the register."""
