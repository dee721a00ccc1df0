"""Do two domains belong to one organisation? Equal, or one below the other, and never below a public suffix.

No list of all public suffixes: only names of several labels under which anybody can register are dangerous
here, because `x.co.uk` and `co.uk` are parent and child. Siblings are not recognised; that errs on the safe
side.
"""

from __future__ import annotations

_UNDER = {
    "fr": "asso com nom gouv tm prd presse avocat avocats avoues cci medecin pharmacien veterinaire "
    "chirurgiens-dentistes experts-comptables geometre-expert greta huissier-justice notaires port aeroport",
    "re": "asso com nom",
    "uk": "co org me ltd plc net ac gov nhs police sch",
    "be": "ac", "es": "com org nom gob edu", "it": "gov edu", "pt": "com org edu gov nome publ",
    "at": "co or ac gv", "pl": "com org net edu gov info biz", "gr": "com org net edu gov",
    "ro": "com org nom info firm", "ua": "com org net edu gov in", "tr": "com org net edu gov bel k12",
    "ru": "com org net", "il": "co org net ac gov muni", "ma": "co org net ac gov press",
    "tn": "com org net gov", "dz": "com org net gov asso", "sn": "com org gouv edu", "ci": "co com org gouv",
    "au": "com org net edu gov id asn", "nz": "co org net ac govt geek school", "jp": "co or ne ac go ad ed",
    "cn": "com org net edu gov ac", "hk": "com org net edu gov", "tw": "com org net edu gov idv",
    "kr": "co or ne ac go re pe", "in": "co org net ac gov firm gen ind nic", "sg": "com org net edu gov per",
    "th": "co or in ac go", "id": "co or web ac go", "my": "com org net edu gov name",
    "br": "com org net edu gov blog", "ar": "com org net edu gob", "mx": "com org net edu gob",
    "co": "com org net edu gov nom", "cl": "gob gov", "pe": "com org net edu gob nom",
    "za": "co org net ac gov web", "eg": "com org net edu gov", "ae": "co org net ac gov",
    # Not registries, but customers are given names below theirs.
    "com": "onmicrosoft gappssmtp wordpress blogspot wixsite herokuapp amazonses sendgrid eu uk de br",
    "io": "github gitlab", "net": "azurewebsites cloudfront ovh", "app": "vercel netlify web",
    "dev": "pages workers", "eu": "com",
}  # fmt: skip
_PUBLIC = frozenset(f"{name}.{top}" for top, names in _UNDER.items() for name in names.split())


def is_public(domain: str) -> bool:
    """Anybody can have a name below it: it is nobody's."""
    return "." not in domain or domain in _PUBLIC


def same_organisation(one: str, other: str) -> bool:
    one, other = one.strip(". ").lower(), other.strip(". ").lower()
    shorter, longer = sorted((one, other), key=len)
    if is_public(shorter):
        return False
    return one == other or longer.endswith("." + shorter)
