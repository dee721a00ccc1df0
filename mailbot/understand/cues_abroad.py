"""English, German, Dutch, Spanish and Italian cues: what clients from abroad write."""

from __future__ import annotations

from mailbot.understand.cues import KindCue, grievance, other, proposal

_ENGLISH: tuple[KindCue, ...] = (
    grievance("dit son mécontentement (anglais)", 2.8, """
        complain|complaining; a complaint; my complaint; to complain; disappoint*; unacceptable
        disgrac*; appalling; appalled; dreadful; terrible; awful; disgust*; shocking; shocked; outrag*
        furious; unhappy; dissatisf*; not good enough; rip off; ripped off; misled; misleading; worst
        never again; ruined; poor service; very poor; poor evening; frankly; shambles; let down
        shame about; what a shame; a shame; upset; upsetting; horrible; unprofessional; filthy
        ashamed; not impressed; unimpressed; not happy
        """),
    grievance("demande réparation (anglais)", 2.4, """
        refund*; money back; like ~ back please; compensat*; apology; apologis*; apologiz*; reimburs*
        half of it back; overcharged; charged twice; double charged; charged ~ full; charged us|me
        were charged; was charged; please escalate; my solicitor; my lawyer; legal action
        small claims; have to ask; still missing; still waiting
        """),
    grievance("raconte ce qui a manqué (anglais)", 1.7, """
        did not; didn t; wasn t; weren t; was not; were not; never; nobody; no one; refused; rude
        late; dirty; broken; cold; noisy; out of order; missed; cancelled; canceled; without warning
        without notice; wrong; failed; unable to; had to; instead of; although; despite; even though
        waited; waiting; hours late; shrugged; ignored; shouted; hurt; injur*; bitten
        bit my|me|our|us; unsafe; danger*; leaking; mould; mold; bedbugs; no hot water; no heating
        racist; discriminat*; stolen; lost our|my; nothing at all; promised; poorly
        i hesitate to write; neither you nor; i do wonder; is it normal; mistake*
        """),
    proposal("propose pour l'avenir (anglais)", 2.8, """
        suggestion*; i suggest; may i suggest; one idea; an idea; idea*; why not
        would be great|nice|good|lovely|helpful|useful|a; would help
        could you ~ add|offer|provide|consider; you could; you might; have you considered
        have you thought; would love to see; it would be; just a thought; small thought
        perhaps you could; would be appreciated; happily pay
        """, relief=1.3),
    other("question", "demande un renseignement (anglais)", """
        could you tell me; can you tell me; please let me know; i would like to know
        would like information; opening times; opening hours; do you have; is there a; are there any
        what time; how much; how do i; is it possible; are allowed; can we; could you send
        has anyone found; been handed in; lost property; left ~ on|in|at the; was it found
        we are planning; i am planning
        """, relief=1.5),
    other("reservation", "réserve ou annule (anglais)", """
        like to book; want to book; make a booking; cancel ~ booking|reservation; change ~ booking
        like to reserve; book a table
        """, relief=1.4),
    other("remerciement", "remercie ou loue (anglais)", """
        thank you so much; thank you for; thanks for; thanks to; many thanks for; wonderful; magical
        brilliant; lovely; fantastic; amazing; heavenly; excellent; adorable; delighted; we loved
        no complaints; nothing to complain; couldn t complain; couldn t fault; can t complain
        five stars; best holiday; don t believe the complaints; perfect; highly recommend
        """, relief=1.1),
    other("spam", "fait de la publicité ou tend un piège (anglais)", """
        click here; click the link; click below; act now; limited offer; seo services; rank ~ google
        guest post; crypto; my pics; saw your profile; verify your account; account ~ suspended
        wire transfer; inheritance; lottery; you have won; password #; open and reply; unsubscribe
        photos ~ zip; invoice attached password
        """, relief=2.2),
    other("autre", "retire, règle ou reconnaît (anglais)", """
        my mistake|fault|error|bad; i was wrong; i misread|misunderstood
        i had misread|misunderstood|confused
        please ignore|disregard|forget|discard ~ my|the|that|previous|last|email|message|complaint
        never mind
        i withdraw|take ~ back|complaint; no need to ~ reply|follow|pursue|act|investigate|do; false alarm
        has|have been ~ resolved|sorted|fixed|refunded|settled|found|repaired|replaced
        all sorted|good|resolved|settled
        turned up; is now ~ fixed|resolved|sorted|working; now works; no longer ~ needed|necessary|an issue
        consider ~ closed|settled|matter; you were right; sorry to have ~ bothered|troubled
        sorry for the ~ mix
        i had ~ complained|written|moaned|grumbled; take back what
        """, relief=2.0),
    proposal("imagine sans reproche (anglais)", 2.2, """
        not a complaint; no harm done|meant; not complaining; made us|me laugh|smile; no big deal
        minor thing
        hardly a problem; doesn t bother|matter; any chance of; might be worth
        worth ~ adding|considering|having
        please consider; if i may; i wonder if|whether; could be ~ improved|useful|handy
        would be ~ welcome|handy|nicer
        would make ~ difference|easier|nicer|happy; would do ~ trick|wonders; would love; why don t you
        how about
        what about; i d suggest; we d suggest; suggest|suggesting; happy to ~ help|share|volunteer|send|lend
        a simple ~ sign|note|map|shelf|lamp|hook; next year|season ~ perhaps|maybe
        """, relief=1.1),
    other("question", "demande ou prévient (anglais)", """
        i wonder; wondering if|whether; would you ~ know|tell|send|be; do we|i need; should we|i; how long
        how many
        which of|one; who should|do i; what is the; what are the; where can|do; when does|do|is|will|can
        can i
        could we; may we|i; looking for; please send ~ copy|receipt|invoice|certificate|brochure|details
        a copy of; please find ~ attached; i would like to ~ apply|register|enrol|order|rent; my new address
        i am moving; appointment; quote for; confirm ~ receipt|booking|date|time
        """, relief=1.2),
)  # fmt: skip

_GERMAN: tuple[KindCue, ...] = (
    grievance("se plaint (allemand)", 2.6, """
        beschwerde*; beschwer*; reklamation*; reklamier*; enttausch*; unzumutbar*; unverschamt*
        frechheit; mangel; mangelhaft*; inakzeptabel; nicht akzeptabel; unzufrieden*; verarger*
        argerlich*; arger; skandal*; katastroph*; minderung; erstattung*; erstatte*; ruckerstattung
        geld zuruck; entschadigung; gutschrift; wir fordern; ich fordere; wir verlangen; ich verlange
        verlange*; wir erwarten; ich erwarte; entschuldigung; anwalt; rechtlich*; betrug*; abzocke
        unfreundlich*; zumutung; das geht nicht; nicht in ordnung
        """),
    grievance("raconte ce qui a manqué (allemand)", 1.6, """
        defekt*; kaputt*; schmutzig*; dreckig*; kalt|kalte|kalten; ungeheizt*; laut|larm; leider
        nicht funktionier*; funktionier* nicht; verspat*; zu spat; niemand; nur eine; kein*; trotz
        obwohl; statt; verweiger*; falsch*; fehlt*; gefahrlich*; verletzt*; gestank; schimmel; mussten
        uberhaupt; gar nicht; doppelt; weder; zu teuer; geschlossen; verspatung; vergeben; unsauber
        """),
    proposal("propose (allemand)", 2.8, """
        vorschlag*; vorschlagen; anregung*; idee|ideen; vielleicht konnte*; konnte man
        ware schon|gut|toll|hilfreich; ware es; es ware; wurde helfen; warum nicht; sie konnten
        ich wunsche mir
        """, relief=1.3),
    other("question", "demande un renseignement (allemand)", """
        konnen sie mir; konnten sie mir; wann offne*; offnungszeiten; gibt es; ich hatte gern*
        mochte wissen; wie viel; was kostet; durfen; haben sie; eine frage; anfrage; ist es moglich
        prospekt*; wanderkarte
        """, relief=1.5),
    other("reservation", "réserve ou annule (allemand)", """
        mochte* ~~ buchen; mochte* ~~ reservieren; stornier*; umbuchen
        """, relief=1.4),
    other("remerciement", "remercie ou loue (allemand)", """
        vielen dank fur; herzlichen dank; danke fur; wunderbar*; wunderschon*; super; toll*
        begeister*; perfekt; sehr zufrieden; gefallt mir sehr; keine beschwerde*
        nichts zu beanstanden; hervorragend*
        """, relief=1.1),
    other("autre", "retire, règle ou reconnaît (allemand)", """
        mein fehler|irrtum|versehen; meine schuld; habe mich ~~ geirrt|vertan|verlesen
        hatte mich ~~ geirrt|vertan
        falsch verstanden; hat sich ~ erledigt|geklart|aufgeklart
        ist ~ erledigt|geklart|geregelt|behoben|gefunden
        wurde ~ erledigt|behoben|repariert|erstattet|gefunden|ersetzt
        zuruckziehen|zuruckziehe|ziehe ~~ zuruck
        gegenstandslos; vergessen sie; bitte ignorieren; nichts weiter unternehmen; nicht mehr notig
        hinfallig
        sie hatten recht; entschuldigen sie die ~ storung|verwechslung; fehlalarm
        inzwischen ~~ bekommen|erhalten
        """, relief=2.0),
    proposal("imagine sans reproche (allemand)", 2.2, """
        keine beschwerde|kritik; nicht als kritik|beschwerde; nicht schlimm; kein drama|problem
        wir haben gelacht
        mussten lachen; ob man|sie ~~ konnte|konnten; konnten sie nicht; wie ware es
        es wurde ~ freuen|helfen
        wurde ~ erleichtern|genugen|reichen|freuen; ware ~ praktisch|hilfreich|besser|nett|prima|schoner
        man konnte
        gern* ~ helfen|mithelfen|beisteuern; eine bitte; ein tipp; haben sie ~ uberlegt|gedacht
        schlage* ~~ vor
        """, relief=1.1),
    other("question", "demande ou prévient (allemand)", """
        wie lange|hoch|oft|viele; wo kann|finde; wann ist|beginnt|fahrt|kann|findet; welche*; muss ich
        brauche ich
        kann man|ich; konnen wir; bitte ~~ schicken|senden|zusenden|bestatigen; bescheinigung; kopie; termin
        bewerb*; anmeld*; neue adresse|anschrift; umgezogen; im anhang; anbei; ich suche; wir suchen
        ab wann
        """, relief=1.2),
)  # fmt: skip

_DUTCH: tuple[KindCue, ...] = (
    grievance("se plaint (néerlandais)", 2.6, """
        klacht*; klagen; teleurgesteld*; teleurstell*; onaanvaardbaar; onacceptabel; schandalig*
        ontevreden; niet netjes; niet correct; terugbetaling; terugstorten; terugbetal*; geld terug
        vergoeding; schadevergoeding; excuses; oplichting; advocaat; onbeschoft; onvriendelijk*
        belachelijk; wij eisen; ik eis
        """),
    grievance("raconte ce qui a manqué (néerlandais)", 1.6, """
        kapot*; vies|vieze; vuil|vuile; lek; lawaai; te laat; niemand; helaas; maar geld; verkeerd*
        moesten; niet werkt*; werkte niet; defect; gevaarlijk*; gewond; gesloten; geweigerd; weigerde*
        te klein; te groot; bijbetalen; gemist; zonder; koud|koude; kregen we niet; in plaats van
        """),
    proposal("propose (néerlandais)", 2.8, """
        suggestie*; voorstel; idee|ideetje; zou ~ fijn|leuk|handig|mooi|goed; misschien kunnen
        waarom niet; tip
        """, relief=1.3),
    other("question", "demande un renseignement (néerlandais)", """
        kunt u mij; kunt u ons; ik wil graag weten; wij willen graag weten; zijn er; is er een
        hoeveel kost; openingstijden; mag ik; mogen; een vraag; hoe laat
        """, relief=1.5),
    other("reservation", "réserve ou annule (néerlandais)", """
        graag ~ reserveren; wil* ~~ reserveren; wil* ~~ boeken; annuleren
        """, relief=1.4),
    other("remerciement", "remercie ou loue (néerlandais)", """
        hartelijk dank; bedankt voor; dank voor; geweldig*; prachtig*; fantastisch*; heerlijk*
        geen klachten; genoten; super
        """, relief=1.1),
    other("autre", "retire, règle ou reconnaît (néerlandais)", """
        mijn fout|vergissing; heb me ~ vergist; ik had ~~ verkeerd
        is ~ opgelost|geregeld|afgehandeld|gevonden|terecht
        is ~ terugbetaald|hersteld|vervangen; trek ~~ in; intrekken; niet meer nodig
        vergeet ~ mijn|bericht|mail
        negeer; u hoeft niet|niets; hoeft niet meer; u had gelijk; sorry voor de; vals alarm
        inmiddels ~~ ontvangen|binnen
        """, relief=2.0),
    proposal("imagine sans reproche (néerlandais)", 2.2, """
        geen klacht; geen kritiek; niet erg; geen probleem; geen drama; moesten lachen; hebben gelachen
        zou ~~ schelen|helpen|prettig|prachtig|welkom|kunnen; zouden ~ kunnen; kunnen jullie|u niet
        hoe zou het
        als u|jullie|ze ~~ dan; een ideetje; wellicht ~ een; help graag; wil graag helpen; waarom geen
        """, relief=1.1),
    other("question", "demande ou prévient (néerlandais)", """
        wanneer is|kan|begint|gaat; waar kan|vind; welke; wat kost; moet ik; moeten we; kan ik
        kunnen we|wij; hoe lang
        kunt u ~~ sturen|bevestigen|laten; graag ~~ ontvangen|weten|horen; een kopie; bewijs; afspraak
        offerte
        solliciteer*; sollicitatie; aanmeld*; inschrijv*; nieuw adres; verhuisd; bijlage; vanaf wanneer
        """, relief=1.2),
)  # fmt: skip

_SPANISH: tuple[KindCue, ...] = (
    grievance("se plaint (espagnol)", 2.6, """
        queja*; quejarme; quejarnos; reclamacion*; decepcion*; inaceptable*; vergonzos*; verguenza
        indigna*; lamentable*; fatal; devuelv*; devolv*; devolucion; reembols*; indemniz*
        compensacion; disculpa*; estafa*; abogado; denuncia*; nunca mas; pesimo*; malisimo
        """),
    grievance("raconte ce qui a manqué (espagnol)", 1.6, """
        sucio*|sucia*; roto*|rota*; averiad*; ruido*; frio|fria; nadie; tarde y; salio ~ tarde
        llego ~ tarde; retraso; sin aviso; sin ningun*; no funcion*; grosero*; maleducad*; cobraron
        cobrado; tuvimos que; tuve que; peligros*; herid*; cerrado*; cola de; horas de; parada
        no paro; no habia; por desgracia; mal
        """),
    proposal("propose (espagnol)", 2.8, """
        sugerencia*; sugerir; sugiero; una idea; propuesta; podria* ~ tener|poner|ofrecer
        seria ~ bueno|util|ideal|estupendo|bonito; por que no; estaria bien; podrian
        """, relief=1.3),
    other("question", "demande un renseignement (espagnol)", """
        a que hora; podria* decirme; podria* indicarme; quisiera saber; me gustaria saber; cual es
        cuales son; horario*; cuanto cuesta; se puede; hay algun*; tienen
        """, relief=1.5),
    other("reservation", "réserve ou annule (espagnol)", """
        quisiera reservar; queria reservar; me gustaria reservar; cancelar ~ reserva
        """, relief=1.4),
    other("remerciement", "remercie ou loue (espagnol)", """
        muchas gracias por; gracias por; maravillos*; estupend*; excelente*; encantad*; fantastic*
        perfecto; genial; ninguna queja
        """, relief=1.0),
    other("autre", "retire, règle ou reconnaît (espagnol)", """
        fue|es|era ~ culpa|error mia|mio; mi error; error mio; culpa mia; me equivoque
        me habia equivocado; lei mal
        entendi mal; esta|quedo|fue ~ resuelto|solucionado|arreglado|aclarado
        ya ~ devuelto|arreglado|solucionado|encontrado
        retiro|retirar ~ queja|reclamacion|dicho
        olviden|olvide|ignoren|anulen ~ mensaje|correo|queja|carta|anterior
        no hace falta; ya no ~ necesario|falta; tenian|tenia ~ razon; perdonen ~ molestia*; falsa alarma
        aparecio
        """, relief=2.0),
    proposal("imagine sans reproche (espagnol)", 2.2, """
        no es una|ninguna queja|critica; no es grave|nada; nada grave; nos reimos; nos hizo reir
        sin importancia
        han pensado; por que no|poner; bastaria; ayudaria; facilitaria; vendria bien|genial; se podria
        podrian
        seria ~ mas|de|agradecer; agradeceria*; les propongo|sugiero|animo; propongo; convendria
        me ofrezco; con gusto
        """, relief=1.1),
    other("question", "demande ou prévient (espagnol)", """
        tengo que; hay que; puedo|podemos; cuando es|empieza|abre|sale|puedo; donde puedo|esta|hay
        cuantos|cuantas|cuanto
        necesito ~ copia|certificado|factura|justificante; envienme|enviarme|mandarme; una copia; adjunto
        cita
        inscribir*; inscripcion; candidatura; curriculum; nueva direccion; basta; es posible; desde cuando
        presupuesto
        """, relief=1.2),
)  # fmt: skip

_ITALIAN: tuple[KindCue, ...] = (
    grievance("se plaint (italien)", 2.6, """
        reclamo; reclami; lamentel*; lamentar*; delus*; delusione; inaccettabil*; vergogn*; scandalos*
        pessim*; truffa; rimbors*; risarc*; scuse; avvocato; denunc*; mai piu; peccato; indegno
        scortes*; maleducat*; protest*
        """),
    grievance("raconte ce qui a manqué (italien)", 1.6, """
        sporc*; rott*; guast*; rumor*; fredd*; chius*; nessuno; in ritardo; ritardo; senza preavviso
        non funzion*; fatto pagare; in piu; purtroppo; abbiamo dovuto; ho dovuto; pericolos*; ferit*
        sbagliat*; prezzo pieno; non c era; aspettat*; mancava
        """),
    proposal("propose (italien)", 2.8, """
        suggeriment*; suggerisc*; suggerire; un idea; proposta; sarebbe ~ bello|utile|bene|ideale
        potreste; si potrebbe; mancherebbe; perche non
        """, relief=1.3),
    other("question", "demande un renseignement (italien)", """
        a che ora; potrebbe dirmi; potreste dirmi; vorrei sapere; vorremmo sapere; quali sono; qual e
        orari; quanto costa; e possibile; avete
        """, relief=1.5),
    other("reservation", "réserve ou annule (italien)", """
        vorrei prenotare; vorremmo prenotare; disdire; annullare ~ prenotazione
        """, relief=1.4),
    other("remerciement", "remercie ou loue (italien)", """
        grazie mille per; grazie per; meraviglios*; splendid*; eccellent*; fantastic*; bellissim*
        nessun reclamo; perfetto
        """, relief=1.0),
    other("autre", "retire, règle ou reconnaît (italien)", """
        colpa mia; errore mio; mio errore; mi sono ~ sbagliat*|confus*; ho ~ letto|capito male
        mi ero ~ sbagliat*
        e ~ risolto|sistemato|chiarito|ritrovato; tutto ~ risolto|sistemato|posto|chiarito
        ritiro ~ reclamo|mia|quanto
        dimenticate|ignorate|cestinate ~ messaggio|mail|reclamo|lettera; non serve piu; non occorre|serve
        lasciate perdere
        avevate|aveva ~ ragione; scusate ~ disturbo; falso allarme; rimborsat* ~ grazie
        ho ritrovato|ricevuto
        """, relief=2.0),
    proposal("imagine sans reproche (italien)", 2.2, """
        non e un ~ reclamo|lamentela|critica; niente di grave; poco male; ci ha fatto ridere; abbiamo riso
        nessun problema
        avete ~ pensato; basterebbe; aiuterebbe; farebbe comodo|piacere
        sarebbe ~ comodo|carino|meglio|gradito; un consiglio
        consiglio; suggerirei; proporrei; propongo; si puo ~ aggiungere|mettere; potrebbe ~ essere
        mi offro; volentieri
        """, relief=1.1),
    other("question", "demande ou prévient (italien)", """
        devo|dobbiamo; posso|possiamo; quando e|inizia|apre|parte|posso; dove posso|si|e; quanti|quante
        quale; serve
        mi serve; mandarmi|inviarmi|spedirmi; una copia; certificato; fattura; appuntamento; preventivo
        allego; in allegato
        iscri*; candidatura; curriculum; nuovo indirizzo; trasferit*; da quando; si puo; c e un|una
        """, relief=1.2),
)  # fmt: skip

BY_LANGUAGE: dict[str, tuple[KindCue, ...]] = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "nl": _DUTCH,
    "es": _SPANISH,
    "it": _ITALIAN,
}
