"""Turns config.toml into frozen settings, and reports all its mistakes at once, each with line and cure."""

from __future__ import annotations

from mailbot.config.loading import load, load_text, read_directories, read_directory
from mailbot.config.oauth import OAuth
from mailbot.config.oauth_key import SigningKey
from mailbot.config.procedures import preset_names
from mailbot.config.settings import Imap, Mailbox, Security, Settings, Smtp

__all__ = [
    "Imap",
    "Mailbox",
    "OAuth",
    "Security",
    "Settings",
    "SigningKey",
    "Smtp",
    "load",
    "load_text",
    "preset_names",
    "read_directories",
    "read_directory",
]
