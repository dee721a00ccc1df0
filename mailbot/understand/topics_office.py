"""What offices, services, trades and public services are about, in the words of those who write to them.

See `topics_outing.py` for what `names` and `words` are.
"""

from __future__ import annotations

from mailbot.understand.topic import Topic

TOPICS = (
    # -- every organisation has them ---------------------------------------------------------------
    Topic(aside=True, names="""
        accueil*; reception*; standard*; secretariat*; guichet*; hotesse*; comptoir; front office; welcome
        administration; la dame de l accueil; receptionniste*; front desk; empfang; balie; mostrador
        """, words="""
        receptionniste*; hotesse*; standardiste*; standard; a l accueil; l accueil; la reception
        au telephone; secretaire*; secretariat; raccroche*; repondeur; la dame de; la jeune femme
        le jeune homme; mise en attente; la file; comptoir; reception; receptionist; front desk; at the desk
        counter; the lady; the chap; rezeption; empfang; schalter; anmeldung; receptie; balie; recepcion
        mostrador; recepcionista; ventanilla; accoglienza; signora; banco; cle; clef; badge*; horaires
        check in; check out; reveille
        """),
    Topic(aside=True, names="""
        compta*; facturation; facture*; encaissement*; recouvrement; finances; financier; regie; regisseur
        comptable*; tresorerie; charges; paiement*; tarif*
        """, words="""
        facture*; factur*; prelev*; preleve*; trop percu; debit*; echeance*; relance*; impaye*; avoir; iban
        rib; virement; remise; tva; reglement; regle; compte bancaire; cheque*; solde; decompte; montant*
        encaiss*; invoice*; billed; billing; charged; refund*; bank account; direct debit; rechnung*
        abbuch*; abgebucht; berechnet; abrechnung*; erstatt*; factuur; afrekening*; gefactureerd; incasso
        rekening; factura*; cobro*; cobrado; cobraron; fattura*; addebit*; bolletta; rimbors*; penalite*
        tantiemes; arrhes; appel de fonds; repas en; heures comptees; vous me comptez; decompte de
        doublon; paye deux fois; preleve deux fois; mise en demeure; huissier; nebenkosten; mahnung
        doppelt; twice; dos veces; due volte; especes; monnaie; mensualite*; betaald; betaling
        pagato due; cobrado dos
        """),
    Topic(aside=True, names="""
        reservation*; centrale de reservation; resa; booking; disponibilites; sejours
        """, words="""
        reserv*; acompte*; arrhes; annul*; annulation; confirmation; surbook*; surreserv*; dossier; option
        booking*; booked; deposit; cancel*; buchung*; gebucht; anzahlung; stornier*; boeking*; geboekt
        aanbetaling; reserva*; prenot*; caparra; disdett*; acconto; brochure; modifi*
        """),
    Topic(aside=True, names="""
        billet*; billetterie*; caisse*; ticket*; guichet des billets; entree*; taquilla; box office; vente
        caissier*; caissiere*; guichetier*; guichetiere*; dame du guichet; kasse; kassiererin; kassa
        """, words="""
        billet*; billetterie*; caisse*; caissier*; caissiere*; guichet; ticket*; tarif reduit; tarif*
        entree; entrees; file d attente; queue; plein tarif; carte d etudiant; bracelet; places
        ticket office; till; cashier; kasse; kassiererin; eintritt; eintrittskarte*; ermassigung; kaartje*
        kassa; entrada*; taquilla; caja; biglietti; biglietteria; biglietto; cassa; senior; gratuit*
        e billet; qr code
        """),
    Topic(aside=True, names="""
        site; site internet; site web; web; appli*; espace client; extranet; portail; plateforme*; platform
        en ligne; website; espace*; informatique; numerique; page facebook; reseaux sociaux; communication
        votre site; votre page; votre newsletter; votre agenda; internetseite; webseite; ihrer seite
        """, words="""
        site internet; site web; votre site; le site; en ligne; appli; application; espace client; extranet
        portail; mot de passe; identifiant*; connexion; se connecter; connecter; page; bug*; beug*; plante
        plantage; lien; formulaire en ligne; website; webpage; app; online; password; log in; login
        webseite; internetseite; passwort; anmelden; site; wachtwoord; inloggen; web; pagina web; contrasena
        sito; pagina; telecharg*; captcha; facebook; instagram; reseaux sociaux; affiche l erreur; erreur #
        mise a jour; fiche; newsletter; google; agenda en ligne; horaires sur
        """),
    Topic(aside=True, names="""
        boutique en ligne; vente en ligne; site de vente; e boutique; commande*
        """, words="""
        achete en ligne; commande en ligne; paye en ligne; paiement en ligne; panier; commande; site; appli
        acheter en ligne; code promo; e mail de confirmation; online; ordered; order; webshop; bestell*; web
        compre; pedido; ordine; acquistato; internet; carte bancaire; chatbot; chat; recharge*; achat sur
        renvoye*; renvoi; emballage; livraison; livre; colis; rupture; stock; article; webshop; delivery
        lieferung
        """),
    Topic(aside=True, names="""
        service client*; relation client*; clientele; customer service; kundendienst; relations clients
        service usagers
        """, words="""
        service client*; conseiller*; conseillere*; chat; hotline; au telephone; customer service; no reply
        answered the phone; kundendienst; klantenservice; servicio al cliente; atencion al cliente
        servizio clienti; appel*; numero surtaxe; musique d attente; mail* sans reponse; ticket
        reponse type; personne ne repond
        relance*; sans reponse; toujours rien; robot; parler a un humain; ma commande; la commande
        reponse automatique; numero de suivi; personne ne m a rappele*; no answer; no reply
        keine antwort; geen antwoord; nessuna risposta; sin respuesta
        """),
    Topic(names="objets trouves; lost and found; objets perdus", words="""
        objet trouve; objets trouves; perdu*; oubli*; egare*; retrouve*; lost property; lost; left behind
        fundburo; verloren; perdido*; olvidado; oggetti smarriti; smarrit*
        """),
    Topic(names="""
        menage; nettoyage; proprete; entretien; gouvernante*; hygiene; nettoie; cleaning; propre; net; clair
        """, words="""
        menage; nettoy*; propre; proprete; sale; sales; crasse*; crasseu*; poussiere*; tache*; cheveux
        poubelle*; toile* d araignee; moisi*; miettes; odeur*; serpilliere; balai; femme de menage; cafard*
        fourmi*; punaise*; cleaning; dirty; filthy; cleaner; dust; schmutz*; putzfrau; reinigung; sauber
        dreckig; vies; vuil; schoonmaak*; smerig; sucio; sucia; limpieza; sporc*; pulizi*; formiche; gras
        grasse; sol; hall
        """),
    Topic(names="lingerie*; linge; draps; blanchisserie*; laverie; pressing", words="""
        draps; linge; serviette*; housse*; blanchisserie; lave linge; seche linge; laverie; jeton*; laundry
        sheets; towels; bettwasche; handtuch*; handtucher; lakens; handdoeken; sabanas; toallas; lenzuola
        asciugamani; taie*
        """),
    Topic(names="sanitaire*; bloc; douches; toilettes; wc", words="""
        sanitaire*; douche*; toilette*; wc; lavabo*; bloc; papier toilette; savon; shower*; toilet*; loo
        restroom; dusche*; waschraum; klo; wasch*; wc s; ducha*; bano; banos; aseos; doccia; docce; bagni
        bagno; eau froide; cabine; warm water
        """),
    Topic(names="wifi; wi fi; internet; reseau; connect; fibre; telecom*; campinet; connexion", words="""
        wifi; wi fi; wlan; connexion*; debit; reseau; code wifi; box; internet; fibre; pass # jours
        deconnecte*; signal; wifi code; netz; netwerk; red; rete
        """),
    Topic(names="""
        technique*; services techniques; maintenance; travaux; batiment*; atelier municipal
        ateliers municipaux; voirie; entretien
        """, words="""
        panne; en panne; repare*; reparation*; technicien*; ampoule*; fuite*; robinet; chauffage; casse*
        trottoir*; chaussee; nid de poule; nids de poule; trou; trous; route; deneig*; chasse neige; bitume
        goudron; banc; dalle; eclairage; lampadaire*; feu rouge; panneau*; caniveau; arbre*; branche*; elag*
        travaux; tranchee; ralentisseur; passage pieton*; cimetiere; fosse; sel; verglas; pavement; pothole*
        gehweg; schlagloch; stoep; acera; bache; marciapiede; buca; strada; rue; jeux d enfants
        aire de jeux; balancoire
        casier*; hors service; hs; vestiaire*; temperature de l eau; carreau*; fliese*; coupe feu
        persienne*; persiana*; volet*; interphone; plafond; infiltration*; portes automatiques; barriere
        fenster; raam; ventana; rollladen; projecteur; plafonnier; disjonct*; broken; kaputt; kapot
        rotto; roto
        """),
    Topic(aside=True, names="""
        boutique; magasin; shop; librairie; vente directe; showroom; point de vente
        """, words="""
        boutique; magasin; vendeur*; vendeuse*; rayon; cabine d essayage; caisse; shop; store
        shop assistant; laden; verkauferin; winkel; verkoopster; tienda; dependienta; negozio; commessa
        souvenir*; etiquette; carte postale; livre
        """),
    Topic(aside=True, names="direction; directeur; president*; directrice", words="""
        direction; directeur; directrice; monsieur le directeur; madame la directrice; responsable
        """),
    Topic(names="astreinte; urgence*; numero d urgence; garde; permanence", words="""
        astreinte; urgence*; numero d urgence; dimanche soir; la nuit; en pleine nuit; minuit; week end
        repondeur; emergency; notdienst; noodnummer; emergencia; emergenza; jour ferie; samedi soir
        # h du matin
        """),
    Topic(aside=True, names="qualite; reclamation*; litige*", words="""
        reclamation*; questionnaire*; enquete*
        """),
    Topic(names="handicap*; referente handicap; accessibilite; pmr", words="""
        handicap*; rqth; amenagement*; fauteuil; dyslex*; dyspraxi*; malvoyant*; sourd*; malentend*
        interprete; lsf; tiers temps; wheelchair; rollstuhl; rolstoel; silla de ruedas; sedia a rotelle
        accessib*; rampe
        """),
    Topic(names="rh; ressources humaines; recrutement; personnel", words="""
        recrutement; entretien d embauche; candidature
        """),
    # -- training, driving -------------------------------------------------------------------------
    Topic(aside=True, names="""
        inscription*; administratif; administrative; service administratif; scolarite; secretariat
        administration; convocation*
        """, words="""
        inscri*; convocation*; attestation*; dossier; certificat*; formulaire; inscription; reinscri*
        liste d attente; justificatif*; emargement; releve de notes; diplome*; carte; place; enrol*
        registration; anmeldung; inschrijving; inscripcion; iscrizione; piece* manquante*; papier*; planning
        salle changee; prevenu*; reporte*; report
        """),
    Topic(names="financement*; opco; prise en charge; cpf; financeur*; subvention*; aides", words="""
        opco; cpf; financement*; prise en charge; pole emploi; france travail; transitions pro; convention
        reste a charge; devis; subrogation; dossier de financement; moncompteformation; fafcea; agefice; faf
        """),
    Topic(names="""
        pedagog*; formateur*; formation*; enseignement*; cours; referent de parcours; coordination; stage*
        ecole
        """, words="""
        formateur*; formatrice*; cours; programme; module*; support*; stagiaire*; intervenant*; prof; profs
        professeur*; pedagog*; exercice*; corrige*; note; notes; evaluation*; qcm; niveau; groupe
        examen blanc; visio; absent; trainer; course; lesson*; teacher; kurs; dozent*; lehrer; unterricht
        cursus; docent; les; lessen; curso; profesor*; formador*; corso; docente; insegnante; tuteur; jury
        soutenance; memoire; rattrapage
        """),
    Topic(names="""
        plateforme*; e learning; elearning; moodle; campus; lms; digital; classe virtuelle
        """, words="""
        plateforme; e learning; elearning; module en ligne; identifiants; video*; se connecter; connecter
        lien; visio; classe virtuelle; temps de connexion; login; replay; quiz; campus; hotline; temps passe
        """),
    Topic(names="centre de; site de; locaux; antenne; salle*; campus; amphi; batiment", words="""
        salle; salles; locaux; chauffage; climatisation; chaise*; table*; videoprojecteur; toilettes
        parking; machine a cafe; wifi; ascenseur; escalier*; projecteur; porte; radiateur*; fenetre*; room
        raum; lokaal; aula; degres; cafe; odeur
        """),
    Topic(names="sst; secour*; incendie; prevention; premiers secours; extincteur*", words="""
        sst; secourisme; premiers secours; mannequin*; extincteur*; incendie; defibrillateur; recyclage
        gestes; evacuation
        """),
    Topic(names="levage; caces; chariot*; engin*; nacelle; logistique; plateau", words="""
        caces; chariot*; engin*; nacelle; cariste; levage; pelleteuse; gerbeur; testeur; fenwick
        pont roulant
        """),
    Topic(names="anglais; langue*; linguistique; english; cours d anglais; babel*", words="""
        anglais; langue*; toeic; conversation; native; accent; espagnol; allemand; prof d anglais; english
        linguaskill; bulats
        """),
    Topic(names="""
        bureautique; informatique; numerique; digital; logiciel*; pixel*; design; graphi*; web; studio
        """, words="""
        excel; photoshop; indesign; logiciel*; ordinateur*; licence*; powerpoint; informatique; bureautique
        pao; poste*; clavier; wordpress; figma; version
        """),
    Topic(names="""
        surveillance en ligne; surveillance d examen; visio; certification; examen*; certificat*
        """, words="""
        examen*; certification; webcam; camera; surveillance; surveillant*; jury; epreuve*; session; triche
        tricherie; fraude; certificat; resultat*
        """),
    Topic(names="internat; hebergement; foyer; logement; residence", words="""
        internat; chambre*; hebergement; foyer; veilleur; draps; logement; loyer; caution; residence; studio
        famille d accueil; logee; loge chez; colocataire*; literie; cuisine commune; lave linge; bruit
        host family; gastfamilie; gastgezin; famiglia ospitante; familia; senora de la casa; residencia
        zimmer; kamer
        """),
    Topic(names="moniteur*; monitrice*; conduite; lecons; auto ecole; enseignant*", words="""
        moniteur*; monitrice*; lecon*; conduite; creneau*; rond point; permis; heures de conduite
        heure de conduite; lui faire; telephone au volant; crie; instructor; driving lesson*; fahrlehrer*
        fahrstunde*; rijinstructeur; rijles*; clase de conducir; profesor de; istruttore; lezione di guida
        guida; boite auto; cale
        """),
    Topic(names="code; code en ligne; codes", words="""
        code; examen du code; serie*; seance* de code; qcm; abonnement; salle de code; code de la route
        boitier*; theorieprufung; theorie; codigo; teoria
        """),
    Topic(names="simulateur*; simu", words="""
        simulateur*; simu*; ecran; volant
        """),
    Topic(names="examen*; place d examen; presentation; permis", words="""
        examen*; place* d examen; inspecteur*; date d examen; neph; cerfa; ants; presente; presenter
        passage; driving test; prufung; examen; prova
        """),
    Topic(names="""
        moto; motos; deux roues; plateau moto; remorque; poids lourd*; vehicule*; voitures
        """, words="""
        moto; motos; plateau; gants; casque; blouson; voiture ecole; pedale*; vehicule; embrayage; remorque
        """),
    # -- insurance ---------------------------------------------------------------------------------
    Topic(names="sinistre*; indemnisation*; gestion des sinistres; degats; claims", words="""
        sinistre*; indemnis*; degat* des eaux; declaration; declare*; expert; expertise; franchise; vol
        cambriol*; bris de glace; incendie; grele; tempete; constat; accident; rapport d expert; claim*
        damage; schaden*; schade; claim; siniestro*; danos; sinistro; danni; risarcimento; dossier
        prise en charge; bache; attente d indemnisation; vehicule de pret; epave; bon de; immatriculation
        """),
    Topic(names="""
        souscription*; devis; commercial*; production; contrat*; service contrats; tarification; offre*
        conseil*
        """, words="""
        souscri*; devis; avis d echeance; cotisation*; contrat*; attestation*; carte verte; resili*; tarif*
        hausse; augment*; avenant; bonus; malus; garantie*; conseiller*; promis; signe; signature; quote
        policy; premium; kundig*; vertrag*; beitrag; polis; opzeg*; premie; poliza; baja; prima; polizza
        disdett*; preventivo; nom mal orthographie; orthographi*; questionnaire; questionnaire medical
        relance commerciale; demarchage; conditions; surprime; option*
        """),
    Topic(names="""
        assurance*; assureur*; mutuelle*; prevoyance; compagnie; garanti*; assur*; couverture; prudence
        """, words="""
        assurance*; assureur*; garantie*; compagnie; refus de prise en charge; clause*; exclusion*; contrat
        cotisation*; insurer; insurance; versicherung*; verzekering*; verzekeraar; aseguradora; seguro
        assicurazione; indemnis*
        """),
    Topic(names="mutuelle*; sante; complementaire*; tiers payant; prevoyance", words="""
        mutuelle*; remboursement de soins; dentaire*; optique; lunettes; dentiste; couronne*; carte de tiers
        tiers payant; teletransmission; secu; securite sociale; ostheo*; osteo*; orthodont*; ameli
        hospitalisation; decompte*; soins; zahnarzt; brille; tandarts; dentista; medicament*
        """),
    Topic(names="expert*; expertise*", words="""
        expert*; expertise*; gutachter; expert; perito; perizia; rapport; contre expertise; vetuste
        dix minutes; chiffrage
        """),
    Topic(names="carrosserie*; garage*; auto; automobile*; mecanique; reparateur*", words="""
        garage*; garagiste; carrossier; carrosserie; voiture; pare choc*; peinture; aile; reparation
        vehicule de pret; revision; vidange; moteur; freins; bodywork; werkstatt; garage; taller; coche
        carrozziere; carrozzeria; officina; mecano; teinte; capot
        """),
    Topic(names="assistance*; depannage*; remorquage; secours routier", words="""
        assistance*; depann*; remorqu*; bord de l autoroute; bande d arret; taxi; rapatri*
        vehicule de remplacement; breakdown; tow*; roadside; abschlepp*; panne; pechhulp; grua
        carro attrezzi; soccorso; autoroute; crevaison; # heures d attente
        """),
    Topic(names="pare brise; vitrage; vitre*; glass", words="""
        pare brise; vitre*; vitrage; lunette arriere; impact; windscreen; windshield; frontscheibe
        windschutzscheibe; voorruit; parabrisas; parabrezza; joint; calibrage
        """),
    Topic(names="juridique; protection juridique; avocat*; juridis; defense", words="""
        protection juridique; juriste*; juridique; litige*; avocat commis; conseil juridique; honoraires
        assignation; legal protection; rechtsschutz*; rechtsbijstand
        """),
    Topic(names="renov*; batiment; btp; macon*; platrerie; assechement", words="""
        chantier; ouvrier*; artisan*; peintre*; placo; parquet; papier peint; carrelage; plafond; maconnerie
        gravats; devis; assechement; deshumidificateur; builders; handwerker; aannemer; obra; albanil
        cantiere; muratore; peinture
        """),
)  # fmt: skip
