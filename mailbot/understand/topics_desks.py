"""What the desks of one and the same house are about that look alike from outside, and a few rarer trades.

See `topics_outing.py` for what `names` and `words` are.
"""

from __future__ import annotations

from mailbot.understand.topic import Topic

TOPICS = (
    # -- desks that share a counter, a contract or a classroom with another ------------------------
    Topic(names="""
        telephonique; standard; standardiste*; plateau telephonique; hotline; centre d appel*
        """, words="""
        standard; decroche*; raccroche*; repondeur; musique d attente; mise en attente; au telephone
        rappel*; occupe; sonne; ligne occupee; numero; touche #; tapez; hold music; on hold; voicemail
        phone; called; hang up; hung up; warteschleife; telefon*; angerufen; ruckruf; aufgelegt
        wachtmuziek; telefoon; gebeld; teruggebeld; llamada*; llame; colg*; telefonat*; centralino
        segreteria; richiam*
        """),
    Topic(names="""
        gestion des contrats; service contrats; resiliation*; contrats; portefeuille
        """, words="""
        resili*; lettre recommandee; recommande; avenant; echeance; avis d echeance; carte verte
        duplicata; attestation*; changement d adresse; demenage*; nom mal orthographie; orthograph*
        mon nom; mon prenom; reconduction; preavis; cession; releve d information*; courriers adresses
        kundig*; opzeg*; baja; disdett*; cancel* my policy; conditions particulieres; bonus; scanne*
        beneficiaire; begunstigde; beneficiary
        """),
    Topic(names="""
        souscription*; commercia*; commerciaux; devis; ventes; vente; production
        """, words="""
        devis; commercial; commerciale; commerciaux; vendu; vendre; vendeur; souscri*; demarch*; promis
        option; couvert; couverte; inclus; proposition; formule; signer; signe; attestation*; decennale
        simulation; argument*; devoir de conseil; votre conseil; quote; angebot; offerte; presupuesto
        preventivo; mandat
        """),
    Topic(names="""
        conseiller*; conseillere*; conseillers formation; orientation; service commercial
        """, words="""
        conseiller*; conseillere*; entretien; oriente*; renseigne*; promis; vendu; devis; programme
        debouche*; positionnement; prerequis; rendez vous; argument*; test de niveau; advisor; adviser
        berater*; adviseur; asesor*; consulente
        """),
    Topic(names="""
        visites et ateliers; mediation; mediateur*; mediatrice*; publics; guides; conferencier*
        """, words="""
        visite guidee; visite commentee; visites guidees; la visite; guide; mediateur; mediatrice
        atelier*; conferencier*; commentaire*; explication*; parcours; livret; scolaire*; guided tour
        tour guide; fuhrung; rondleiding; gids; visita guiada; visita guidata; guida; entendait
        audioguide
        """),
    Topic(names="""
        conservation; collection*; conservateur*; archive*; patrimoine; inventaire
        """, words="""
        don; donne; donation; donateur*; legs; depot; pret; convention; expose*; exposition; vitrine*
        cartel*; en reserve; reserves; restauration; oeuvre*; tableau; portrait; piece; objet*
        provenance; archive*; restitu*; collection*; etiquette; erreur de date; legende
        """),
    Topic(names="groupe*; seminaire*; congres; evenementiel; autocariste*", words="""
        groupe*; seminaire*; autocar; nos membres; adherents; participants; marcheurs; randonneurs
        personnes; comite d entreprise; notre club; notre association; amicale; excursion; circuit
        eleves; classe; presidente; president; accompagnateur*; guide; group booking; our group; gruppe
        reisegruppe; groep; grupo; gruppo
        """),
    Topic(aside=True, names="""
        communication; brochure*; site internet; internetseite; webseite; website; votre site
        votre page; edition*; publication*; promotion; marketing
        """, words="""
        brochure*; depliant*; prospectus; plan; plans; carte; guide; page #; affiche; affiches; agenda
        newsletter; imprime*; photo*; legende; coordonnees; mention*; votre site; le site; site internet
        appli; annonce*; indiqu*; horaires faux; publicite; flyer*; leaflet; broschure; prospekt
        internetseite; webseite; folder; folleto; opuscolo; facebook; instagram
        """),
    Topic(names="""
        equipe pedagogique; moniteurs; moniteur*; monitrice*; enseignants; instructeur*
        """, words="""
        moniteur*; monitrice*; formateur; formatrice; enseignant*; instructeur*; volant; conduire
        conduite; freine*; embrayage; creneau; demarrage; rond point; lecon*; heures; pedagogi*; hurle*
        cri*; soupir*; telephone; textos; haleine; cigarette; vapot*; remorque; attelage; instructor
        fahrlehrer*; rijinstructeur; profesor; istruttore
        """),
    Topic(aside=True, names="""
        secretariat*; secretaire*; bureau; administratif; administration; convocation*
        """, words="""
        convocation*; horaire; mauvaise heure; mauvais jour; date; dossier; dossiers; courrier*
        attestation*; inscri*; prevenu*; sms; message*; mail; mails; reponse; repond*; rendez vous
        planning; carton; adresse; photo*; justificatif*; papiers; perdu; egare*; secretaire*; office
        sekretariat; secretariaat; secretaria; segreteria
        """),
    Topic(names="examens; certification*; bureau des examens; jury*; diplome*", words="""
        examen*; epreuve*; certificat*; certification*; proces verbal; resultat*; jury; diplome*
        convocation*; session; rattrapage; copie; notes; attestation*; exam; prufung; zertifikat
        diploma; esame; certificado
        """),
    Topic(names="""
        indemnisation; sinistres; gestionnaire*; gestionnaire sinistres; reglement
        """, words="""
        gestionnaire*; sinistre*; dossier; expert; rapport; piece*; relance*; indemn*; accord
        validation; virement; declaration; constat; vetuste; franchise; delai*; sans reponse; claim*
        schaden; schade; siniestro; sinistro
        """),
    Topic(names="nettoyage; proprete; entretien; menage; net", words="""
        toilettes; wc; papier; savon; essuie main*; odeur*; poubelle*; sol; vitres; poussiere; sale
        sales; menage; nettoy*; agent d entretien; societe de nettoyage; seau; serpilliere; dirty
        toilets; putz*; schmutz*; toiletten; vuil; aseos; sucio; sporco; bagni
        """),
    # -- rarer trades ------------------------------------------------------------------------------
    Topic(names="adoption*; accueil adoptions; service adoption", words="""
        adopt*; famille d accueil; dossier d adoption; visite; refuge; adoptier*; geadopteerd; adozion*
        """),
    Topic(names="audioguide*; audio*; casque*; visioguide*", words="""
        audioguide*; audio guide*; casque; ecouteur*; son; piste; batterie; tablette; appareil
        commentaire*; audiogui*; koptelefoon; kopfhorer; auriculares; cuffie
        """),
    Topic(names="promenade en bateau; croisiere*; bateau*; vedettes; navette*", words="""
        bateau; bateaux; croisiere; ponton; quai; embarcadere; embarquement; sortie; promenade; battello
        schiff; boot; barco; boat; coucher de soleil; capitaine; pilote; matelot; le pont
        """),
    Topic(names="velorail; velo rail; rail bike; draisine*", words="""
        velorail; velo rail; railbike; draisine*; voie; wagonnet
        """),
    Topic(names="miel; apicult*; rucher*; abeille*", words="""
        miel; pot; pots; ruche*; abeille*; essaim; honey; honig; honing; miele
        """),
    Topic(names="savon*; cosmetique*; parfum*; bougie*", words="""
        savon*; creme; huile; parfum; bougie*; allergi*; seife; zeep; soap; jabon; sapone
        """),
    Topic(names="casino", words="casino; machine a sous; jeton*; table de jeu; mise; jackpot; gain*"),
    Topic(names="""
        poney*; equestre*; equitation; cheval; chevaux; centre equestre; haras; manege equestre
        """, words="""
        poney*; cheval; chevaux; equitation; monitrice; carriere; manege; selle; bombe; balade a cheval
        galop; tombe; chute; pferd*; pony*; reiten; paard*; caballo*; cavall*; horse*; riding
        """),
    Topic(names="""
        camping*; campings; aire naturelle; mobil home*; hotellerie de plein air
        """, words="""
        tente; tentes; caravane; mobil home; mobilhome; emplacement; parcelle; sanitaires; barriere
        animation; gardien; piscine; bungalow; campeur*; camping car; pitch; tent; caravan; zelt
        wohnwagen; stellplatz; staanplaats; caravana; parcela; tenda; piazzola
        """),
    Topic(names="""
        gite*; gites; meuble*; location saisonniere; locations de vacances; chalet*
        """, words="""
        gite; caution; proprietaire; etat des lieux; menage; draps; cle; boite a cle; wifi; lave linge
        lave vaisselle; canape; plaque*; jardin; ferienwohnung; vermieterin; vermieter; kaution
        gastenverblijf; borg; fianza; propietari*; cauzione; landlady; host; proprieta*
        """),
)  # fmt: skip
