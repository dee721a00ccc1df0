"""Real servers for tests, private to one test session: loopback only, free ports, a folder of their own."""
