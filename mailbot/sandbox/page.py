"""stub"""
def page(ledger, register, settings, *, title, failed): return ""
