"""PURE: raw bytes → a mail that the rest can trust.

`read` takes any bytes at all and never fails: what was broken is named in the mail's `problems`,
in French, for the staff who may have to look at the original.
"""

from mailbot.model import FormRules
from mailbot.read.bounds import Limits
from mailbot.read.mail import read

__all__ = ["FormRules", "Limits", "read"]
