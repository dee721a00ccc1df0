"""Ways of asking not to be named or answered in English, German, Dutch, Spanish and Italian."""

from __future__ import annotations

from mailbot.understand.phrases import spelled_out

_CLASSES = {
    "DONT": "not|don|dont|didn|doesn|won|shouldn|mustn|never|without|nor|rather|avoid|nobody|no",
    "PASS": "tell|telling|told|give|giving|given|pass|passing|passed|share|sharing|shared|mention|mentioning|"
    "reveal|revealing|disclose|disclosing|forward|forwarding|say|saying|show|showing|use|using|put|"
    "quote|quoting",
    "MINE": "my|our",
    "LABEL": "name|names|details|address|number|email|phone|identity|contact|surname|letter|message|mail",
    "HEAR": "know|knows|knew|find|finds|found|learn|learns|hear|hears|realise|realises|realize|guess|guesses",
    "NENNEN": "nennen|geben|sagen|verraten|erwahnen|leiten|nenn|gib|sag|verrat|teilen|zeigen|erzahlen",
    "NAMEN": "namen|name|daten|kontaktdaten|nummer|telefonnummer|adresse|mail|identitat|personalien|brief",
    "ZEG": "zeg|zegt|noem|noemt|geef|geeft|vertel|vertelt|vermeld|vermeldt|deel|deelt|laat|stuur",
    "NAAM": "naam|namen|gegevens|nummer|adres|mailadres|identiteit|bericht",
    "DIGAN": "digan|diga|cuenten|cuente|den|mencionen|mencione|revelen|comenten|comente|pasen|ensenen|"
    "reenvien",
    "DITE": "dite|dica|dicano|dire|fate|faccia|riferite|riferisca|mostrate|comunicate|inoltrate|"
    "rivelate|date",
}


def _spelled_out(phrases: str) -> str:
    return spelled_out(phrases, _CLASSES)


ANONYMOUS = _spelled_out("""
    not ~ consent ~~ LABEL|data|shared|passed|sharing; anonymi*; naam ~ erbuiten|eruit|weg
    without ~ saying|telling|revealing|using ~~ me|us|MINE|who; DONT ~~ PASS ~~ MINE ~ LABEL
    DONT ~~ PASS ~ him|her|them|anyone|the|it|this ~~ who ~ i|wrote|we
    DONT PASS ~~ that ~ i|we|it ~ wrote|complained|was|is|came|have; DONT PASS ~~ where|why ~ i|it|we
    DONT PASS ~~ it ~ me|us; DONT PASS him|her|them ~ i|we ~ wrote|complained|said
    mustn|shouldn|doesn|needn|must|should|need|needs|cannot ~ not|t ~ HEAR ~~ me|us|who|i|we|it|this
    nobody ~~ needs|should ~~ HEAR ~~ me|us|who|i|we; keep ~~ confidential|anonymous|private|secret|discreet
    keep ~~ to yourself|yourselves; keep this|it between; anonymity; on condition of anonymity
    not ~ want|wish|like ~~ to be named|identified|quoted|mentioned; prefer ~~ not to be named|identified
    rather ~ not be named|identified|mentioned; please ~ discreet|discretion; be discreet; off the record
    no name please|s; withhold ~ MINE ~ LABEL; MINE ~ LABEL ~~ withheld|private|confidential
    MINE ~ LABEL ~~ out of it|this; not ~~ trace* ~ back ~ me|us; not ~~ HEAR ~~ it ~ me|us
    leave MINE LABEL off|out; remove|delete|hide|omit|strip MINE LABEL; not ~~ linked|connected ~~ to me|us
    not ~ sign ~ name; do not ~~ forward this|my|our; don t ~~ forward this|my|our
    not ~ copy|cc him|her|them; NENNEN ~~ NAMEN ~~ nicht; NENNEN ~~ NAMEN nicht ~ weiter
    nicht ~~ meinen|unseren|meine|unsere ~ NAMEN; NENNEN sie ~~ nicht ~~ dass|wer|woher|warum|wem
    NENNEN ~ ihm|ihr|ihnen|dort ~ nicht|nichts
    soll|sollen|darf|durfen|muss ~~ nicht|nichts ~~ wissen|erfahren|merken; nichts ~~ davon ~ erfahrt|wissen
    nicht ~~ erfahrt|weiss ~~ wer|dass|von; lassen sie ~~ NAMEN ~ weg|raus|heraus|aussen; diskret*
    diskretion; NAMEN ~~ nicht ~~ genannt|auftauch*|erschein*|weiterg*|weiterleit*|fallen; anonymitat
    ohne ~~ meinen|unseren; ungern genannt; bleiben ~~ anonym; anonym ~ bleib*|behandel*
    nicht ~~ weiterleiten; nicht weiterleiten; ZEG ~~ NAAM ~~ niet; niet ~~ mijn|onze ~ NAAM
    ZEG ~~ niet ~~ dat|wie|waarom|waar; liever niet ~~ NAAM; ZEG hem|haar|hen|hun ~ niet|niets
    mag|mogen|moet|hoeft ~~ niet|niets ~~ weten; discreet; discretie; zonder ~~ mijn|onze NAAM
    liever ~ anoniem; anoniem ~ blijven; niet ~~ NAAM ~~ genoemd|doorgegeven|vermeld
    niet ~~ dit ~ bericht ~ door; stuur ~~ niet door; niet ~~ doorsturen; no le|les ~ DIGAN
    no ~ DIGAN ~~ mi|nuestro|quien|que ~ nombre|nombres|soy|fui|he|hemos|yo; sin ~~ mi|nuestro nombre
    no ~~ mi|nuestro|mis|nuestros nombre|nombres|datos|telefono|correo; que no ~ sepa*|entere*|entera*
    no debe* ~~ saber|enterarse; no tiene* ~ saber; discrecion; no quiero que ~~ sepa*|entere*; con reserva
    prefiero ~~ no ~~ nombre; no figure ~ mi; no aparezca ~ mi; sin que ~ sepa*; no reenvien
    non ~~ mio|nostro|miei|nostri ~ nome|cognome|dati|numero|indirizzo
    non gli|le|a ~ DITE ~~ chi|che|perche|nome; non ~ DITE ~~ chi|che ~ sono|siamo|ho|abbiamo|io|scritto
    che non ~ sappia|sappiano|venga|vengano; non deve|devono|dovra ~~ sapere|scoprire; discrezione
    riservatezza; senza ~~ mio|nostro nome; fare nomi; preferi* ~~ non ~~ nominat*|citat*|nome
    restare|rimanere anonim*; non inoltrate
    """)

NO_CONTACT = _spelled_out("""
    rather ~ you didn|did|not ~ contact|write|call|reply|get|come; not|don ~ get in touch
    refrain from ~ contact*|writing|replying|calling|emailing; schreiben sie ~ mir|uns ~ nicht
    niets ~ meer ~ van u|jullie ~ horen; no quiero ~ saber ~ nada ~ mas|de
    non desider*|vogli* ~ altri|ulterior* contatt*; no hace falta que ~ me|nos ~ escrib*|contact*
    no need to ~ write|contact|get back; nothing further ~ from you
    do not ~ trouble|worry ~~ reply|replying|answer|voucher|response|writing
    don t ~ trouble|worry ~~ reply|replying; don|not ~ get|come back to me|us; no need ~~ get|come back
    no need ~~ call|ring ~ back|or|nor; don|not ~ follow up; no follow up; want no|nothing more|further
    not ~ want ~~ contact|contacted|correspondence; not ~ wish ~~ contact|contacted|hear|correspond*
    prefer ~ not to ~ contacted|hear|be; rather not ~ hear|be; never ~ contact|write|email me|us
    cease ~ contact*|writing; not looking for ~ contact|call; not ~ expect|want|need|require ~~ to hear
    last you ~ hear; that is all ~ no ~ contact; melden sie sich ~ nicht
    nicht ~~ zu kontaktieren|melden|schreiben; von weiter* ~~ abzusehen|abstand; bitte ich ~~ abzusehen
    sehen sie ~~ davon ab; wunsche* ~ keinen|keine ~ kontakt|weiter*|nachricht*
    mochte* ~ keinen|keine ~ kontakt|weiter*|nachricht*|mails|post
    nicht ~ mehr ~ horen|kontaktier*|angeschrieben
    mochte* ~~ nicht ~~ kontaktiert|angeschrieben|angerufen werden; nicht ~ erneut ~ kontakt*
    neem ~~ geen contact; geen ~ verder* ~ contact|berichten|mails; liever geen contact
    niet ~ meer ~ contact*; mail|schrijf|bel mij|me|ons ~ niet ~ meer
    wil* ~ niet ~~ gecontacteerd|benaderd|gemaild
    no ~ quiero|deseo|queremos|deseamos ~ mas ~ correos|noticias|contacto|mensajes; no ~ deseo ~ ser|recibir
    no vuelvan ~ a; no me|nos ~ contacten|escriban|vuelvan; no quiero ~ que ~ contact*|escrib*
    non mi|ci ~ ricontatt*|contatt*|scriv*|cercate
    non desider*|vogli* ~ ricevere|essere|avere ~~ contatt*|mail|notizie
    non desider*|vogli* ~ essere ~ contatt*|ricontatt*
    """)

NO_ANSWER = _spelled_out("""
    expect|want|need|require no|neither ~ reply|answer|response
    neither ~ expect|want|need ~~ reply|answer|response
    don|not|t ~ need|want|expect|require ~ an|a|any|your ~ answer|reply|response; antwort ~ erubrigt
    antwort ~ unnotig; bitte keine ~ ruckmeldung|antwort|nachricht*; ruckmeldung ~ nicht
    sehen sie ~~ antwort ~ ab; reageren|antwoorden|terugschrijven ~ niet nodig|hoeft
    hoeft ~~ niet ~~ schrijven; do not ~ trouble|worry|bother ~~ reply|replying|answer|response
    no ~ reply|answer|response ~ needed|necessary|required; there ~ no need ~~ reply|answer|respond
    please ~ not reply|answer|respond; reply|answer ~ not ~ needed|necessary
    not asking for ~ reply|answer|response; not looking for ~ reply|answer|response
    antwort ~~ brauch*|erwart*|wunsch*|benotig* ~~ nicht; antwort ~ brauche ich nicht
    auf ~ antwort ~ verzicht*; verzicht* ~ auf ~ antwort
    keine ~ antwort ~ notig|erforderlich|erwart*|gewunscht; nicht ~ antworten; ersparen sie ~~ antwort
    antwort ~ kann*|konnen ~ sparen; sparen sie ~ antwort; antwoord ~~ niet ~ nodig; antwoord ~ hoef* ~ niet
    verwacht* ~ geen; hoef* ~~ geen ~ antwoord|reactie; geen ~ antwoord|reactie ~ nodig
    antwoorden ~ niet nodig|hoeft; u hoeft ~~ niet ~~ antwoorden|reageren
    no hace falta ~~ contest*|respond*|respuesta; no ~ espero|esperamos|necesito ~ respuesta|contestacion
    no es necesari* ~~ respond*|contest*|respuesta; ahorrense ~ respuesta; no ~ respondan|contesten
    non ~ serve|occorre ~~ rispond*|risposta; non ~ aspetto|attendo ~ risposta|risposte
    risparmiat* ~ risposta; non rispondete*; non mi|ci rispondete
    """)
