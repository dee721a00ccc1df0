"""One file a command of the command line; each imports only what it needs."""
