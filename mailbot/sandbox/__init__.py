"""EFFECT: a real IMAP and SMTP server in one process: what `demo` and `rehearse` run on."""
