#!/bin/sh
# /usr/local/bin/mailbot: "mailbot held" instead of the whole line, as the user to whom everything belongs.
# What it writes (-o) has to be somewhere where that user may write: /tmp, or /var/lib/mailbot.
exec sudo --user=mailbot /opt/mailbot/bin/mailbot "$@" --config /var/lib/mailbot/config.toml
