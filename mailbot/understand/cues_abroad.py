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
)  # fmt: skip

BY_LANGUAGE: dict[str, tuple[KindCue, ...]] = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "nl": _DUTCH,
    "es": _SPANISH,
    "it": _ITALIAN,
}
