"""mailbot keeps what an organisation has promised to people who complain by e-mail. Read this first.

Everything that happens is one of three stories. Each is one short file.

A mail arrives (journey.py). `receive` fetches its bytes, with the moment at which the server took them.
`read` makes a mail of them: its parts as text, what the person wrote just now, whether a machine wrote it,
whether our server vouches for its sender. `understand` says what it means, and why: complaint, suggestion or
neither, about whom, how serious, which wishes. `store` tells what we know already: which ticket it answers,
and by what proof. `redact` makes the copy that a provider may see. `decide` makes a Plan of it all, a value.
`compose` writes the Plan's letters, and `redact` searches what goes to a provider for all that we know of the
client. `store` writes everything in one transaction, letters included. Then, and only then, `intake.py`
moves the mail on the server.

Time passes (rounds.py). A timer that is due becomes a Plan too: a date comes near, a date is past, a
provider has not answered. What belongs to no case, the morning's digest or the papers of a meeting, is in
regular.py.

Letters leave (dispatch.py). What waits in the outbox goes to the mail server, the soonest deadline first,
and what the server said is kept. Only a letter that was taken keeps a promise.

Stations never import one another; they share `model`, `errors`, `token`, `expressions`, `procedure` and
`config`. `read`, `understand`, `decide`, `redact` and `compose` are pure. What an organisation has promised
is data (`procedure/`); what is known of a case is its sheet (`decide/sheet.py`), from which its state is
derived; each word that staff may command is a function of `decide/orders/`. `copying.py` gathers what of a
mail could travel to the other side, `settling.py` writes down what became of a letter. `desk.py` is what
the stories share, `stationery.py` the letters' files, `learning.py` what staff's corrections teach,
`reviewing.py` the look back at a period; `oauth/` gets and keeps what stands for a password. `daemon.py`
builds the real things and owns the clock, `catalogue.py` says what its log lines mean, `cli.py` and
`commands/` are for people.
"""
