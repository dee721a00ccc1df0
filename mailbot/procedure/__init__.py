"""What the organisation promises, as data: presets, calendar, clocks."""
