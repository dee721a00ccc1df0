"""Does a ticket system acknowledge? What such systems write, in many languages.

A person acknowledges politely in the same words, and a clerk answers through a ticket system: only what says
that no person wrote it counts (automatic, a number that was given, nothing to answer). All patterns are for
small letters.
"""

from __future__ import annotations

from mailbot.expressions import Expression
from mailbot.read.robot_words import without_labels

_SUBJECT = Expression(
    r"^(?!\s*(?:re|ré|tr|fwd?)\s?:).{0,60}?(?:accusé de réception|ticket\s?(?:n[°o]|#|:|id"
    r"|\[|\()|\[?#\s?\d{3,}|votre (?:demande|message|ticket|requête|réclamation|courriel"
    r"|mail) (?:[^\n]{0,30} )?"
    r"(?:n[°o]|nous est|est bien|a (?:bien )?été (?:reçu|enregistr|pris|créé|transmis))"
    r"|(?:demande|message|ticket|courriel) (?:bien )?(?:reçue?|enregistrée?|créée?)|confirmation de réception"
    r"|réception de votre (?:message|courriel|demande|mail)|nous avons (?:bien )?reçu votre|nouveau ticket"
    r"|(?:request|ticket|message|case|enquiry) (?:has been )?(?:received|created|opened|registered)"
    r"|we (?:have )?received your|\((?:opened|ouvert|eröffnet|aperto|creado|abierto)\)$"
    r"|ihre (?:anfrage|nachricht|e-?mail)[^\n]{0,20} eingegangen|eingangsbestätigung|ontvangstbevestiging"
    r"|bevestiging: uw|acuse de recibo|hemos recibido su|conferma di ricezione|abbiamo ricevuto la)"
    r"|^\s*(?:(?:re|ré|aw|sv|antw)\s?:\s?)?\[[^\]]{0,30}#\s?\d{3,}[^\]]{0,20}\]",
)
_RECEIVED = Expression(
    r"(?:nous avons|avons) bien (?:reçu|enregistré) votre|nous avons reçu votre demande d"
    r"|votre (?:demande|message|mail|e-?mail|courriel|courrier|ticket|réclamation|requête)[^\n.]{0,60} "
    r"(?:a (?:bien )?été|est bien|nous est(?: bien)?|sera) (?:reçue?|enregistr|pris|transmis|créé"
    r"|parvenue?|traitée?)"
    r"|accusons (?:bonne )?réception|(?:un|votre) (?:ticket|dossier)[^\n.]{0,60} (?:(?:a été"
    r"|vient d['’]être) (?:créé|ouvert)"
    r"|porte l(?:['’]identifiant|e n))"
    r"|your (?:request|ticket|message|e-?mail|case|enquiry|inquiry)[^\n.]{0,60} (?:has been|was"
    r"|is) (?:received|created"
    r"|registered|opened|logged|assigned)"
    r"|(?:we have|we['’]ve|we|thank you[^\n.]{0,60}we) (?:received|got) your|creation of a trouble ticket"
    r"|request for support has been created|ihre (?:anfrage|nachricht|e-?mail"
    r"|helpdesk)[^\n.]{0,60} (?:erhalten"
    r"|eingegangen)|(?:wir haben|dass wir) ihre [^\n]{0,80}erhalten|ihrem ticket wurde"
    r"|(?:uw|je) (?:bericht|aanvraag|e-?mail)[^\n.]{0,60} ontvangen|(?:hemos recibido|recibimos) su"
    r"|(?:uw|je|jouw) (?:melding|klacht|verzoek|vraag|ticket|bericht|aanvraag)[^\n.]{0,90} (?:is|werd"
    r"|hebben wij)[^\n.]{0,30}(?:ontvangen|geregistreerd|aangemaakt|in behandeling)"
    r"|(?:su|tu) (?:solicitud|mensaje|correo|consulta|reclamación|ticket|petición)[^\n.]{0,90} (?:ha sido|fue"
    r"|se ha) (?:recibid|registrad|cread|asignad|abiert)"
    r"|(?:la (?:sua|tua)|il (?:suo|tuo)) (?:richiesta|segnalazione|messaggio|ticket|reclamo|e-?mail)"
    r"[^\n.]{0,90} (?:è stat[oa]|è|risulta) (?:ricevut|registrat|apert|creat|pres[oa] in carico)"
    r"|(?:a sua|o seu) (?:solicitação|pedido|mensagem|reclamação)[^\n.]{0,90} (?:foi|está) (?:recebid"
    r"|registad|registrad|criad)"
    r"|ihre (?:anfrage|nachricht|meldung|beschwerde|e-?mail)[^\n.]{0,90} (?:wurde|ist) [^\n.]{0,40}(?:erfasst"
    r"|registriert|aufgenommen|angelegt|erstellt)"
    r"|su ticket está"
    r"|abbiamo ricevuto l|il (?:tuo|suo) ticket è",
)
_NUMBERED = Expression(
    r"(?:ticket|dossier|demande|request|case|anfrage|vorgang|solicitud|richiesta"
    r"|e-?mail)[^\n.]{0,60}(?:(?:numéro|number"
    r"|nummer|número|numero|id|identifiant|codice|nr|n°|no\.?)\W{0,3}(?:of |: ?"
    r"|ist )?[\[#(]?\s?[\w./-]{0,20}\d{2,}"
    r"|(?:assigned|attribué|zugewiesen)[^\n.]{0,20}[\[#]?[\w-]{0,20}\d{2,}|#\s?\d{3,})"
    r"|ticket-?(?:nummer|number|id)\W{1,3}\w{3,}|(?:identifiant|codice|número|id)\s{1,3}\[[\w-]{2,20}\d{2,}\]"
    r"|porte l['’]identifiant|\bstatut\s?:\s?nouveau|ihrem ticket wurde|assigned #?\d{3,}",
)
DO_NOT_REPLY = Expression(
    r"(?:ne (?:pas|point) (?:y )?répondre|ne répondez pas|do not reply|please don['’]t reply"
    r"|nicht (?:auf diese|antworten)"
    r"|niet (?:op dit bericht )?(?:te )?(?:beantwoorden|antwoorden)|no responda a este|non rispondere)"
    r"(?: directement)?(?: [àa] (?:ce|cet|cette|this)|\b)[^\n]{0,30}(?:message|courriel|mail|e-?mail"
    r"|adresse|bericht|mensaje|messaggio|nachricht)?"
    r"|(?:message|courriel|mail|e-?mail|réponse) (?:est |a été )?(?:générée?|envoyée?"
    r"|automatique)(?: automatiquement)?[^\n.]{0,30}merci de ne pas",
)
# No text without one of these is searched: most have none, and the search takes its time.
_NOT_REPLYING = ("répond", "reply", "nicht ", "niet ", "responda", "rispondere", "merci de ne pas")
_SAYS_AUTOMATIC = Expression(
    rf"(?:généré|envoyé|produit|message|courriel|mail|e-?mail|réponse|réception) ?(?:automatique"
    rf"|automatiquement)"
    r"|automatically (?:generated|sent)|automat(?:ed|ic) (?:message|response|reply|e-?mail|notification"
    r"|acknowledg)"
    r"|automatisch|mensaje automático|messaggio automatico|inutile d['’]y répondre|no need to reply"
    rf"|(?:{DO_NOT_REPLY.pattern})",
)
_ONLINE = Expression(
    r"(?:view|track|follow|suivre|consulter|verfolgen|ansehen)[^\n.]{0,60}(?:request|ticket|case|demande"
    r"|online|en ligne"
    r"|anfrage|progress)|click(?:ing)? on the following link",
)
_DECISION = Expression(
    r"contest|rembours|refund|indemnis|geste commercial|désolé|excuse|regrett|sorry|dédommag|erstatt"
    r"|entschuld|bedauer"
    r"|reembols|rimbors|avoir reçu|jamais|votre (?:message|réponse|mail|courriel"
    r"|accusé)[^\n.]{0,20} automatique",
)
# The sheet of a ticket that has just been opened: nobody has written anything yet.
_NEW = Expression(
    r"\b(?:statut|status|état|estado|stato)\s?:\s?(?:nouve|new\b|open\b|opened|neu\b|offen|nieuw|nuevo|abiert"
    r"|nuovo|apert|novo)"
)
_SOFTWARE = Expression(
    r"\bglpi|\botrs|znuny|zendesk|freshdesk|zammad|helpdesk|freescout|helpscout|osticket|\brt-\d|jira"
    r"|servicenow|deskpro|kayako|jitbit|spiceworks|zohodesk|intercom|redmine|itop\b|hesk\b"
)

Evidence = list[tuple[int, str]]


def said(subject: str, new: str, whole: str, *, is_short: bool) -> Evidence:
    """What the subject and the text say as a ticket system would; all of it in small letters."""
    found: Evidence = []
    is_titled = bool(_SUBJECT.search(subject) or _SUBJECT.search(without_labels(subject)))
    if is_titled:
        found.append((1, "L’objet est celui d’un accusé de réception"))
    if is_short and _RECEIVED.search(new):
        found.append((1, "Le texte est celui d’un accusé de réception automatique"))
        is_machines = _SAYS_AUTOMATIC.search(new) or (
            _NUMBERED.search(new) and (is_titled or _ONLINE.search(new))
        )
        # A clerk who answers through the same system has something to say.
        if is_machines and not _DECISION.search(new):
            found.append(
                (1, "Le texte est celui d’une machine : un numéro, une réponse inutile, un suivi en ligne")
            )
    elif _NEW.search(new):
        found.append((1, "Le texte est la fiche d’un ticket qui vient d’être ouvert"))
    if any(word in whole for word in _NOT_REPLYING) and DO_NOT_REPLY.search(whole):
        found.append((1, "Le texte demande de ne pas répondre"))
    return found


def says_automatic(whole: str) -> bool:
    return "ticket" in whole or bool(_SAYS_AUTOMATIC.search(whole))


def is_software(named: str) -> bool:
    """Whether what a mail says of its origin names a program that keeps tickets."""
    return bool(_SOFTWARE.search(named.lower()))
