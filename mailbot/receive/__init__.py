"""EFFECT: mailbox → raw mail. IMAP lives only here."""
