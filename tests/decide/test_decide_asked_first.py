"""What staff probably did not mean is asked about before anything leaves; what to do next is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from desk_cases import (
    CLAIRE,
    CLIENT,
    COMPLAINT,
    COPY,
    HOTEL,
    NOW,
    SETTINGS,
    commanded,
    facts,
    kinds,
    mail,
    recipients,
    settings,
    thread,
    transcript,
)

from mailbot.config.settings import Concerned
from mailbot.decide import decide, held_letter, without_claims
from mailbot.decide.commands import Command, parse
from mailbot.decide.letters.articles import to_whom
from mailbot.decide.letters.understood import reasons
from mailbot.model import Address, Letter, OutgoingMail, Plan, Reason, Wishes
from mailbot.procedure import Forward

CALL_FIRST = settings(procedure=replace(SETTINGS.procedure, forward=Forward(on_grave="call_first")))


def why(plan: Plan) -> str:
    return " ".join(transcript(plan)["refused"])


def commands(plan: Plan) -> list[str]:
    return [command for command, _ in transcript(plan)["commands"]]


# -- a text that is no letter to its reader -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("ok transmettez merci", "#transmettre"),
        ("Je ne peux pas m'en occuper, voir avec Marc", "#assigner Marc"),
        ("Doublon de REC-2026-0009, à regrouper", "#fusionner REC-2026-0009"),
        ("C'est quoi la copie anonymisée ?", "#aide"),
    ],
)
def test_an_order_without_its_mark_is_asked_about(text: str, command: str) -> None:
    """Nothing leaves; the command that was probably meant is one click away; #confirmer sends the words."""
    plan = commanded(text)
    assert CLIENT not in recipients(plan)
    assert command in commands(plan)
    assert "#confirmer" in why(plan)
    assert CLIENT in recipients(commanded(f"#confirmer\n\n{text}"))


def test_the_first_line_that_decides_without_its_mark_is_asked_about() -> None:
    """« favorable » above a letter would be read by the client."""
    plan = commanded("favorable\nBonjour Madame, nous vous remboursons.")
    assert CLIENT not in recipients(plan)
    assert "#favorable et, dessous, votre texte" in why(plan)


def test_words_to_colleagues_may_stay_in_the_case() -> None:
    """The question says how: #note."""
    plan = commanded("Vu avec la directrice, la cliente sera remboursée.")
    assert CLIENT not in recipients(plan)
    assert "#note" in why(plan)
    assert "note_added" in {e.event for e in commanded("#note\nVu avec la directrice.").events}


def test_what_is_decided_is_the_clients_whatever_its_words() -> None:
    """A person who writes #rejet knows who reads the text below it."""
    text = "#rejet\n\nLe client doit annuler la veille, car la règle est affichée."
    assert CLIENT in recipients(commanded(text))


def test_a_letter_to_the_client_does_not_go_to_the_provider() -> None:
    """Written under the provider's mail; #client sends it where it belongs."""
    text = "Bonjour,\nL'hôtel nous répond que la chaudière était en panne. Il vous propose un avoir."
    plan = commanded(text, conversation="provider:1")
    assert not {HOTEL, CLIENT} & recipients(plan)
    assert "#client" in why(plan)
    sent = commanded(f"#client\n\n{text}", conversation="provider:1")
    assert recipients(sent) & {HOTEL, CLIENT} == {CLIENT}
    assert "reponse_client" not in kinds(sent)


def test_client_without_a_text_says_what_is_missing() -> None:
    """The word sends what stands below it."""
    assert "écrivez en dessous" in why(commanded("#client"))
    assert transcript(commanded("#client\n#note\n\nBonjour."))["not_understood"]


# -- the account of a call ----------------------------------------------------------------------------

TOLD = "J'ai eu M. Vautrin, il est sur la défensive."


@pytest.mark.parametrize("conversation", ["client", "provider:1"])
def test_a_call_that_is_waited_for_is_not_told_to_anybody(conversation: str) -> None:
    """In a grave case whose provider must be called first."""
    plan = commanded(TOLD, conversation=conversation, desk=CALL_FIRST, severity="grave")
    assert not {CLIENT, HOTEL} & recipients(plan)
    assert "#appel prestataire au-dessus" in why(plan)
    noted = commanded(f"#appel prestataire\n\n{TOLD}", desk=CALL_FIRST, severity="grave")
    assert not {CLIENT, HOTEL} & recipients(noted)
    assert TOLD in str(noted.changes["record"]["appel"])
    assert noted.changes["record"]["called"] == ["prestataire"]


def test_a_call_is_no_secret_where_nobody_waits_for_it() -> None:
    """A client may hear that the hotel was telephoned."""
    text = "Bonjour Madame, j'ai eu l'hôtel au téléphone, il vérifie."
    assert CLIENT in recipients(commanded(text))
    called = {"called": ["prestataire"]}
    assert CLIENT in recipients(commanded(text, desk=CALL_FIRST, severity="grave", record=called))


def test_after_the_call_what_comes_next_is_said() -> None:
    """The copy that had to wait for it; else the answer."""
    plan = commanded("#appel prestataire M. Vautrin vérifie.", desk=CALL_FIRST, severity="grave")
    assert "#transmettre" in commands(plan)
    assert any("#transmettre" in note for note in transcript(plan)["notes"])
    later = commanded("#appel client elle attend.", forwarded_at=NOW)
    assert any("répondre au client" in note for note in transcript(later)["notes"])


def test_a_call_without_words_asks_for_them() -> None:
    """With whom, and what was said."""
    assert "avec qui, et ce qui a été dit" in why(commanded("#appel"))


# -- a command that does not begin its line -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bonjour Madame, je reviens vers vous vite. #appel fait ce matin avec la ferme", "#appel"),
        ("#note à voir avec Marc #assigner Marc", "#assigner"),
        ("#prestataire Grand Tétras #transmettre", "#transmettre"),
        ("Bonjour,\nnous vous remboursons. #favorable", "#favorable"),
        ("Dossier vu #ne plus contacter", "#ne-plus-contacter"),
    ],
)
def test_a_command_inside_a_line_is_refused(text: str, name: str) -> None:
    """It would be sent to somebody as text, or swallowed by the command before it."""
    plan = commanded(text)
    assert recipients(plan) == {CLAIRE}
    assert any(f"{name} doit commencer sa ligne" in said for _, said in transcript(plan)["not_understood"])


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour Madame, la chambre #12 est refaite.",
        "Bonjour Madame, merci pour le #selfie.",
        "Bonjour Madame, voyez https://otc.example/page#note pour le détail.",
    ],
)
def test_other_marks_inside_a_line_are_text(text: str) -> None:
    """A number, a word that is no command, an address."""
    assert CLIENT in recipients(commanded(text))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("#confirmer #clôturer", ["confirmer", "cloturer"]),
        ("#réclamation #gravité grave", ["reclamation", "gravite"]),
        ("#ne plus contacter #note dit au téléphone", ["nepluscontacter", "note"]),
    ],
)
def test_commands_may_follow_one_another(line: str, names: list[str]) -> None:
    """From the beginning of the line, each needing nothing but the last."""
    writing = parse(line)
    assert writing.unclear == ()
    assert [command.name for command in writing.commands] == names


# -- the ready-made mails -----------------------------------------------------------------------------


@pytest.mark.parametrize("greeting", ["Bonjour Madame,", "Madame,", "Chère Madame,", "bonjour,"])
def test_a_letter_typed_behind_a_ready_made_word_is_below_it(greeting: str) -> None:
    """« #rejet Bonjour Madame, … » is the command and the letter."""
    writing = parse(f"#rejet {greeting} nous refusons, car la règle est affichée.\nCordialement")
    assert writing.commands == (Command(name="rejet"),)
    assert writing.unclear == ()
    assert writing.text.startswith(f"{greeting} nous refusons")


def test_what_is_no_letter_behind_a_decision_is_asked_about() -> None:
    """A reason perhaps, meant for the house."""
    assert parse("#rejet hors délai").unclear


# -- who may not be written to ------------------------------------------------------------------------


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_the_text_below_no_more_contact_is_its_reason(between: str) -> None:
    """It goes to nobody; it stands in the event."""
    plan = commanded(f"#ne plus contacter{between}Il nous a insultés au téléphone")
    assert CLIENT not in recipients(plan)
    assert plan.changes["no_further_contact"] is True
    assert any("insultés" in str(event.data) for event in plan.events)


@pytest.mark.parametrize("words", ["#ne pas contacter", "#ne plus écrire", "#ne plus recontacter"])
def test_other_words_for_no_more_contact_are_known(words: str) -> None:
    """The right one is proposed."""
    [(_, proposal)] = parse(words).unclear
    assert "#ne-plus-contacter" in proposal


def test_the_button_is_offered_where_the_client_says_so_and_is_not_believed() -> None:
    """A forger silences nobody; a person may."""
    meaning = replace(COMPLAINT, wishes=Wishes(no_further_contact=True))

    def offered(authenticity: str) -> list[str]:
        written = mail(authenticity=authenticity, text="Ne m'écrivez plus.")
        plan = decide(written, meaning, COPY, facts(thread()), SETTINGS, NOW)
        notice = next(letter for letter in plan.letters if letter.kind == "suite_equipe")
        return [command.strip() for command, _ in notice.context["commands"]]

    assert "#ne-plus-contacter" in offered("fail")
    assert "#ne-plus-contacter" not in offered("pass")


# -- notices ------------------------------------------------------------------------------------------


def notice_of(plan: Plan, kind: str = "avis_equipe") -> Any:
    return next(letter for letter in plan.letters if letter.kind == kind).context


def opened(desk: Any = SETTINGS, known: Any = None, **meaning: Any) -> Any:
    plan = decide(mail(), replace(COMPLAINT, **meaning), COPY, known or facts(), desk, NOW)
    return notice_of(plan)


def test_mail_of_a_client_may_be_taken_apart() -> None:
    """#scinder stands among what can be done."""
    plan = decide(mail(), COMPLAINT, COPY, facts(thread()), SETTINGS, NOW)
    assert "#scinder" in [command for command, _ in notice_of(plan, "suite_equipe")["commands"]]


def test_mail_of_a_provider_offers_to_write_to_the_client() -> None:
    """Without deciding yet, and it says so."""
    plan = decide(mail(HOTEL), COMPLAINT, COPY, facts(thread("provider:1")), SETTINGS, NOW)
    rows = dict(notice_of(plan, "suite_equipe")["commands"])
    assert "pas encore la réponse" in rows["#client"]


def test_a_client_with_an_earlier_case_is_offered_to_join_them() -> None:
    """The reference stands in the command."""
    known = facts(earlier_references=("REC-2026-0001",))
    assert "#fusionner REC-2026-0001" in [command for command, _ in opened(known=known)["commands"]]
    assert not any("#fusionner" in command for command, _ in opened()["commands"])


def test_after_the_copy_has_left_the_provider_is_awaited() -> None:
    """With the day until which, and before the client is answered."""
    step = opened()["next_step"]
    assert step.startswith("Attendre la réponse du prestataire (Hôtel du Grand Tétras)")
    assert "30/11/2026" in step


def test_who_else_is_told_is_known_before() -> None:
    """Beside the command that tells them."""
    desk = settings(
        procedure=replace(SETTINGS.procedure, forward=Forward(also_concerned=True)),
        concerned=(Concerned(name="Mairie des Chaumes", address="mairie@chaumes.example"),),
    )
    rows = dict(opened(desk, targets_certain=False)["commands"])
    assert "Mairie des Chaumes la reçoit aussi" in rows["#transmettre"]
    assert "la réclamation, sans le nom du client" in rows["#transmettre"]


# -- a letter that was held ---------------------------------------------------------------------------


def held(conversation: str = "provider:1") -> OutgoingMail:
    letter = Letter(
        kind="message_prestataire", recipient=Address(address=HOTEL), conversation=conversation, side="party",
        cause="d1", context={"provider_name": "Hôtel du Grand Tétras"},
    )  # fmt: skip
    return OutgoingMail(
        letter=letter, key="k", message_id="<k@otc.example>", sender="s@o.example", subject="s", content=b"",
        withheld=("nom (G…)", "nom (P…)", "nom (g…)", "adresse électronique (g…)"),
    )  # fmt: skip


def test_the_answer_to_a_held_letter_goes_where_the_letter_went() -> None:
    """And the alert says so; each sort of what was found stands there once, in words."""
    alert = held_letter(held(), SETTINGS)[0]
    assert alert.conversation == "provider:1"
    assert "part à l'Hôtel du Grand Tétras" in alert.context["todo"][0]
    said = " ".join(alert.context["sentences"])
    assert said.count("le nom du client") == 1
    assert "nom (" not in said


def test_no_letter_that_was_held_is_waited_for() -> None:
    """« Rien ne part avant » is not said of what does not leave at all."""
    desk = settings(recall=timedelta(minutes=10))
    plan = commanded("Bonjour, qu'en dites-vous ?", conversation="provider:1", desk=desk)
    told = next(letter for letter in plan.letters if letter.kind == "compte_rendu")
    assert any("Rien ne part avant" in note for note in told.context["notes"])
    corrected = without_claims(told, others_wait=False).context
    assert corrected["sent"] == ()
    assert not any("Rien ne part avant" in note for note in corrected["notes"])
    assert corrected["commands"] == ()


# -- how it reads -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Hôtel du Grand Tétras", "à l'Hôtel du Grand Tétras"),
        ("Camping du Lac Bleu", "au Camping du Lac Bleu"),
        ("Ferme du Haut", "à la Ferme du Haut"),
        ("Gîtes du Lac", "aux Gîtes du Lac"),
        ("Dupont & Fils", "à Dupont & Fils"),
    ],
)
def test_a_name_stands_behind_its_article(name: str, said: str) -> None:
    """Where the first word is a common one."""
    assert to_whom(name) == said


def test_a_quotation_does_not_end_in_an_article() -> None:
    """« 140 euros la » was cut out of « 140 euros la nuit »."""
    cut = Reason(why="A payé pour cela", weight=1.0, excerpt="140 euros la")
    [told] = reasons(replace(COMPLAINT, reasons=(cut,)))
    assert told == "A payé pour cela\u00a0: «\u00a0140 euros\u00a0»."


def test_a_partial_answer_is_called_so() -> None:
    """An outcome in words."""
    plan = commanded("#partiel\n\nNous vous remboursons la moitié, car le lit était refait.")
    assert "Votre réponse part au client : accord partiel." in transcript(plan)["sent"]
