"""Every line that the log may hold: what it means and, where somebody has to act, what is to be done.

`todo` travels in the line itself, in the words of whoever reads it at night; the rest is for docs/events.md,
which is written from here and from the calls themselves (levels, fields), and kept true by its test.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`todo` is French, `remedy` the same in English; both empty where there is nothing to be done."""

    means: str
    remedy: str = ""
    todo: str = ""


def _fault(means: str) -> Line:
    return Line(means=means, remedy="report it with its `where`", todo=_REPORT)


_REPORT = "Un défaut de mailbot : signalez cette ligne, avec where."

LINES = {
    "daemon_started": Line(
        means="mailbot runs; `mailboxes` says how many are read",
    ),
    "daemon_stopped": Line(
        means=(
            "it has ended cleanly; `unfinished` names what a mute server still held, where nothing is lost"
        ),
    ),
    "mailbox_opened": Line(
        means="logged in, and listening",
    ),
    "mail_recorded": Line(
        means="one mail is safe in the database; `disposition` says what it was taken for",
    ),
    "letter_sent": Line(
        means="the SMTP server has accepted a letter",
    ),
    "timer_done": Line(
        means="something fell due: a warning, a reminder; `why` says what came of it",
    ),
    "routine_done": Line(
        means="something regular was done: the morning's digest, the papers of a meeting",
    ),
    "model_learnt": Line(
        means=(
            "staff's corrections were learnt; `what` says whether the new model was taken, `before` and "
            "`after` how many of those `mails` are judged right"
        ),
    ),
    "model_not_learnt": Line(
        means=(
            "at night the model could not be written; the one in use stays, and it is tried again the "
            "next night"
        ),
        remedy="disk space, rights on the folder of the database",
        todo="Regardez l'espace disque et les droits sur le dossier de la base.",
    ),
    "model_unreadable": Line(
        means="the model that was learnt here cannot be read; the shipped one judges meanwhile",
        remedy="`mailbot learn`, or delete the file",
        todo="Tapez mailbot learn, ou effacez ce fichier.",
    ),
    "routine_failed": _fault(
        "a fault in mailbot while something regular was done; it is tried again at its next time",
    ),
    "dates_at_risk": Line(
        means=(
            "the SMTP server has taken nothing for half an hour; `letters` have a date within two days. "
            "Staff are told by another server, or when it is back"
        ),
        remedy="get the server going; reach clients by telephone",
        todo="Remettez le serveur SMTP en marche ; joignez les clients par téléphone.",
    ),
    "mailbox_silent": Line(
        means=(
            "for 15 minutes nobody could look into a mailbox; staff are told once, by a mail server that "
            "works"
        ),
        remedy="`mailbox_unreachable` names the cure; `mailbot check`",
        todo="Tapez mailbot check ; mailbox_unreachable, plus haut, nomme la cause.",
    ),
    "mailbox_heard": Line(
        means="it is looked into again; staff are told",
    ),
    "letters_waiting": Line(
        means="letters of a mailbox have waited for 15 minutes without a try",
        remedy="`mailbot outbox`, `mailbot check`; dates at risk are told to staff after half an hour",
        todo="Tapez mailbot outbox, puis mailbot check.",
    ),
    "letters_leave_again": Line(
        means="none waits that long any more",
    ),
    "templates_read_again": Line(
        means="the letters of `templates_dir` were changed, and are used from now on",
    ),
    "templates_broken": Line(
        means="a letter of `templates_dir` was changed and does not work; the last good ones stay in use",
        remedy="`mistakes` name the file, the line and the cure",
        todo="mistakes nomme le fichier, la ligne et la correction.",
    ),
    "mailbox_unreachable": Line(
        means=(
            "no connection, a refused login, a connection lost, or the database did not answer while a "
            "mail was being recorded; `again_in` seconds until the next try (1 s up to 5 min)"
        ),
        remedy="once in a while: nothing. If it repeats: `error` names the cure; `mailbot check`",
        todo=(
            "Une fois de temps en temps : rien. Si cela se répète, error nomme la cause ; puis tapez "
            "mailbot check."
        ),
    ),
    "token_renewed": Line(
        means="OAuth2: the provider has given a new token",
    ),
    "token_refused": Line(
        means=(
            "OAuth2: the provider gives none, or the access was withdrawn; mail waits, it is tried again,"
            " and told once an hour"
        ),
        remedy=(
            "`error` names the cure, mostly [`mailbot login`](oauth.md#when-it-does-not-work); no restart"
        ),
        todo="error nomme la cause ; le plus souvent, tapez mailbot login.",
    ),
    "token_not_renewed": Line(
        means="OAuth2: the token service does not answer; the connections that are open go on",
        remedy="if it repeats: the network, a firewall",
        todo="Si cela se répète : vérifiez le réseau et le pare-feu.",
    ),
    "token_not_saved": Line(
        means=(
            "OAuth2: a new token cannot be written to its file; mail goes on with it until the next restart"
        ),
        remedy="make room on the disk; look at the rights on the folder",
        todo="Libérez de la place ; vérifiez les droits sur le dossier.",
    ),
    "token_expires_soon": Line(
        means=(
            "OAuth2: the application's secret or certificate, or the access, ends within thirty days; "
            "said once a day"
        ),
        remedy="`error` names the cure",
        todo="error dit ce qui est à renouveler, et pour quand.",
    ),
    "mailbox_renumbered": Line(
        means=(
            "the server has numbered its mails afresh (a moved mailbox); all are looked at again, none is"
            " worked upon twice"
        ),
        remedy="nothing",
        todo="Rien à faire.",
    ),
    "mails_had_been_missed": Line(
        means="the daily comparison found mails that had no decision; they are taken in now",
        remedy="nothing; if it repeats, another program moves mails about in the folder",
        todo="Rien. Si cela se répète, un autre programme déplace des courriels dans ce dossier.",
    ),
    "mails_not_moved": Line(
        means="recorded mails could not be moved to the done folder; tried again at the next look",
        remedy='`error` names the cure: rights on the folder, quota; or `imap.after = "leave"`',
        todo='error nomme la cause : droits sur le dossier, quota ; sinon écrivez imap.after = "leave".',
    ),
    "mail_not_fetched": Line(
        means=(
            "the server lists a mail and does not hand it out; after three tries and an hour it is put "
            "down as `unfetchable` and staff are told. It is asked for again every day"
        ),
        remedy="read it with a mail program",
        todo="Lisez ce courriel avec un logiciel de messagerie.",
    ),
    "mail_fetched_at_last": Line(
        means="it has been handed out after all, and is taken in",
    ),
    "register_not_written": Line(
        means=(
            "the file of `[register]` is open elsewhere, or its folder is out of reach; tried again every"
            " minute, said once an hour"
        ),
        remedy="close it; look at the drive and at the rights on it",
        todo="Fermez le classeur ; vérifiez le lecteur et les droits sur son dossier.",
    ),
    "register_written_again": Line(
        means="it has been written after all",
    ),
    "register_failed": _fault(
        "a fault in mailbot while the register was made",
    ),
    "letter_delayed": Line(
        means=(
            "the SMTP server did not take a letter now; `again_at` is the next try; what it said: "
            "`mailbot outbox`"
        ),
        remedy="if it repeats: `mailbot outbox`, `mailbot check`",
        todo="Si cela se répète : mailbot outbox dit ce que le serveur a répondu.",
    ),
    "smtp_unreachable": Line(
        means=(
            "the SMTP server takes nothing now: away, login refused, TLS failing. All letters wait, none "
            "loses an attempt; it is tried again after 1, 2, then every 5 minutes"
        ),
        remedy="`mailbot check`",
        todo="Tapez mailbot check.",
    ),
    "smtp_back": Line(
        means="it takes letters again; those with the nearest deadline left first",
    ),
    "letter_interrupted": Line(
        means=(
            "stopped while an SMTP server kept silent over a letter; it is sent again, with the same "
            "Message-ID"
        ),
        remedy="nothing",
        todo="Rien à faire : la lettre repart au prochain démarrage.",
    ),
    "run_once_failed": Line(
        means=(
            "a mailbox, the dates or the letters of `run --once` met a failure (an error: by a fault in "
            "mailbot); everything else was done all the same, and the exit status tells"
        ),
        remedy="`error` names the cure; with a `where`, report it",
        todo="Si error ne dit pas quoi faire : signalez cette ligne, avec where.",
    ),
    "database_unreachable": Line(
        means="the database does not answer; tried again within half a minute",
        remedy="disk full? server down?",
        todo="Regardez l'espace disque, les droits sur la base, le serveur qui la porte.",
    ),
    "standing_still": Line(
        means=(
            "nothing can be recorded: full disk, lock, rights, a clock that shows a time before 2026. No "
            "mail is taken; `error` says why. After five minutes people are told by mail "
            "([Outages](operations.md#outages))"
        ),
        remedy="remove the cause; mailbot goes on by itself",
        todo="Supprimez la cause ; mailbot repart de lui-même.",
    ),
    "going_on": Line(
        means="it can be recorded again",
    ),
    "metrics_not_served": Line(
        means=(
            "nobody can ask for figures: the port of `[metrics]` is taken, or not allowed. All else works"
        ),
        remedy="another port, then restart",
        todo="Changez le port de [metrics] listen, puis redémarrez.",
    ),
    "alarm_sent": Line(
        means="the mail about a standstill, or about its end (`over`), has left",
    ),
    "alarm_not_sent": Line(
        means="no SMTP server took it; tried again every minute",
        remedy="`mailbot check`",
        todo="Tapez mailbot check : aucun serveur SMTP ne prend le message d'alerte.",
    ),
    "mail_held": Line(
        means="a mail could not be worked upon: it is kept and set aside, and staff are told",
        remedy="[set aside](operations.md#mails-that-were-set-aside)",
        todo="Tapez mailbot held ; lisez ce courriel dans la boîte et répondez-y à la main s'il presse.",
    ),
    "letter_failed": Line(
        means="a letter is given up: refused for good, or for five days in vain; staff are told",
        remedy="correct the address, or reach the person in another way",
        todo="mailbot outbox dit pourquoi : corrigez l'adresse, ou joignez la personne autrement.",
    ),
    "mailbox_failed": _fault(
        "a fault in mailbot while a mailbox was read; tried again after five minutes",
    ),
    "timer_failed": Line(
        means=(
            "a fault in mailbot while one date of one ticket was worked upon: that date is put down as "
            "`failed`, all others go on"
        ),
        remedy=(
            "look at the ticket (`mailbot case`), do by hand what was due, and report it with its `where`"
        ),
        todo="mailbot case montre le dossier : faites à la main ce qui était dû, puis signalez-le.",
    ),
    "rounds_failed": _fault(
        "a fault in mailbot while dates were worked upon",
    ),
    "dispatch_failed": _fault(
        "a fault in mailbot while letters were sent",
    ),
    "domain_postponed": Line(
        means=(
            "the server did not want one letter after another of the same domain: its letters wait "
            "`again_in` seconds, those to others leave"
        ),
        remedy="nothing; if it lasts: `mailbot outbox`",
        todo="Rien. Si cela dure : mailbot outbox dit ce que le serveur a répondu.",
    ),
}

FIELDS = {
    "after": "how many of `mails` the new model judges right",
    "again_at": "when it is tried again",
    "again_in": "seconds until it is tried again",
    "arrival": "number of the arrival, as `mailbot held` shows it",
    "before": "how many of `mails` the old model judges right",
    "count": "how many mails",
    "days_left": "days until then",
    "disposition": "what the mail was taken for: `opened` `threaded` `filed` `held` …",
    "doing": "what was being done",
    "error": "what went wrong: a sentence with its cure, or the name of a fault",
    "file": "name of a file, without its folder",
    "kind": "kind of letter, a folder of `templates/`",
    "letter": "number of the letter, as `mailbot outbox` shows it",
    "letters": "how many letters",
    "listen": "address and port",
    "mail": "number of the mail in the database",
    "mailbox": "address of one of your own mailboxes",
    "mailboxes": "how many are read",
    "mails": "how many mails",
    "mistakes": "a list of sentences, each with its place and its cure",
    "on": "a date",
    "over": "true: it is over",
    "routine": "which of the regular things",
    "since": "a moment",
    "ticket": "number of the ticket in the database; `mailbot case NUMBER` tells its story",
    "timer": "which date of the ticket",
    "tries": "how often it was tried",
    "uid": "number of the mail in its mailbox, as the IMAP server counts",
    "uidvalidity": "the server's own number of its numbering",
    "unfinished": "what was still being waited for",
    "what": "what it is about",
    "where": "the way to the fault in the program: files, lines, functions",
    "why": "what came of it, a word",
}
