"""What businesses and services of leisure, lodging and transport are about, in the words of their clients.

`names`: how the directory calls such a party; they count in a mail as well. `words`: what people speak of
who have to do with it, in six languages, folded. A word may belong to several topics.
"""

from __future__ import annotations

from mailbot.understand.topic import Topic

TOPICS = (
    Topic(names="""
        hotel*; auberge*; residence hoteliere; chambre* d hote*; maison d hote*; pension; hostellerie; inn
        """, words="""
        chambre*; receptionniste; petit dejeuner; petits dejeuners; nuitee*; matelas; literie; minibar
        breakfast; our room; the room; bedroom; hotelzimmer; zimmer; fruhstuck; kamer; ontbijt; habitacion
        desayuno; camera; colazione; albergo; albergue; gasthof; hotelier*
        """),
    Topic(names="""
        restaurant*; resto; brasserie*; bistro*; table; trattoria; gastronom*; cantine d; self; buffet
        salle a manger; restauration; taverne; auberge*
        """, words="""
        repas; plat; plats; menu; menus; serveur*; serveuse*; l addition; assiette*; dine; diner; dejeuner*
        dejeune; mange; mangeait; cuisinier*; le chef; cuisson; viande*; poisson; frites; poulet; porc
        moules; potage; soupe; gratin; entrecote; ratatouille; legumes; vaisselle; ristorante; waiter
        waitress; meal*; dinner; lunch; food; dish; dishes; kellner*; essen; gericht*; speise*; mittagessen
        abendessen; maaltijd*; ober; gegeten; eten; camarer*; comida; cena; cenar; plato*; cocina; cameriere
        cibo; pranzo; piatto; coperto; tavolo; mesa reservada; couverts
        """),
    Topic(names="pizz*; camion pizza", words="""
        pizza*; calzone; pizzaiolo
        """),
    Topic(names="creperie*; galette*", words="""
        crepe*; galette*; bolee; pancake*; krep*
        """),
    Topic(names="glacier*; glace; glaces; gelat*", words="""
        glace; glaces; sorbet*; boule*; cornet*; ice cream; gelat*; helado*; ijs; ijsje; eis; eisdiele
        pistache
        """),
    Topic(names="""
        snack*; buvette*; bar; cafe; cafeteria; salon de the; pub; paillote*; kiosque; foodtruck
        """, words="""
        sandwich*; burger*; hamburger*; biere*; consommation*; expresso; capuccino; cappuccino; limonade
        soda*; boisson*; coffee; beer; kaffee; bier; koffie; cerveza; cafeteria; caffe; birra; hot dog*
        panini*; frites; the glace; gateau*; kuchen; cake; sirop
        """),
    Topic(names="traiteur*; plateau* repas", words="""
        traiteur; plateau* repas; repas; buffet; menu*; barquette*; catering
        """),
    Topic(names="boulanger*; patisser*", words="""
        pain; baguette*; croissant*; viennoiserie*; gateau*; bakery
        """),
    Topic(names="epicerie*; superette*; supermarche; marche; produits; ferme", words="""
        epicerie; perime*; conserves; legumes; fruits; courses; produits; fromage*; lait; grocery
        supermarket; laden; supermarkt; winkel; tienda; negozio
        """),
    Topic(names="huitre*; ostrei*; poissonn*", words="""
        huitre*; coquillage*; degustation; oyster*; austern; ostriche; ostras
        """),
    Topic(names="vin; vins; vignoble*; cave a; domaine viticole; cave; caves; vigneron*", words="""
        vin; vins; bouteille*; degustation; wine; wein; vino
        """),
    Topic(names="""
        piscine*; aquatique*; bassin*; toboggan*; maitres nageurs; maitre nageur; natation; mns; baignade
        aqua*
        """, words="""
        nager; nage; bonnet de bain; maillot*; maitre nageur; maitres nageurs; surveillant de baignade
        pediluve; chlore; longueurs; lignes d eau; pool; swimming; swim; lifeguard*; schwimmbad; becken
        schwimmen; bademeister*; rutsche; zwembad; zwemmen; badmeester; glijbaan; piscina*; socorrista
        bagnino; vasca; toboggan; transat*; liegen; ligbedden; tumbonas; grand bain; petit bain
        douches de la piscine; eau du bassin; plongeoir
        redder; beckenrand; short de bain; swim shorts; gorro; cuffia; banador; grand bassin; aquagym
        petit bassin; plongeon; maillot de bain; maitre nageuse; chaise du surveillant
        """),
    Topic(names="""
        ecole de natation; cours de natation; lecons de natation; ecole de nage; nageurs; bebes nageurs
        """, words="""
        lecon* de natation; cours de natation; apprendre a nager; groupe*; creneau*; niveau; brevet; test
        swimming lesson*; nuoto; schwimmkurs; zwemles; natacion
        """),
    Topic(names="sauna; hammam; spa; bien etre; thalasso*; therme*; thermal*; jacuzzi; bains", words="""
        sauna; hammam; jacuzzi; peignoir*; soin; soins; modelage; thalasso*; talasso*; wellness; bademantel
        badjas; massag*; bain bouillonnant; vapeur; detente; relaxation; enveloppement*
        """),
    Topic(names="massage*; institut*; esthetique; soins; estheticienne", words="""
        massag*; masseuse; masseur; masaje*; epilation; soin du visage; gommage; estheticienne; dos
        """),
    Topic(names="""
        musculation; muscu; fitness; cardio; salle de sport; plateau; remise en forme; coach*
        cours collectifs; gym*
        """, words="""
        musculation; muscu; haltere*; tapis de course; rameur; cardio; presse; poulie; appareil*; machine*
        pilates; yoga; zumba; step; gym; treadmill; weights; laufband; gewichte; gerate; loopband; pesas
        tapis roulant; pesi; coach; cours collectif*; vestiaire*
        """),
    Topic(names="""
        bateau*; vedette*; croisiere*; passeur*; ferry; traversee*; navette maritime; batelier*
        embarcation*; nautique
        """, words="""
        bateau*; ponton; embarcadere; a bord; embarque*; debarque*; la cale; capitaine; matelot; equipage
        traversee*; vedette; mal de mer; gilet* de sauvetage; gilet*; boat; ferry; crossing; skipper; pier
        boot; schiff; fahre; uberfahrt; veerboot; overtocht; aanlegsteiger; barco; naviera; muelle; travesia
        barca; battello; traghetto; molo; promenade en mer; croisiere*; sortie en mer; retour de l ile
        """),
    Topic(names="kayak*; canoe*; paddle*; rafting; eaux vives; pagaie*", words="""
        kayak*; canoe*; paddle*; pagaie*; pagay*; gilet*; rapides; riviere; descente; embarcation*; chavire*
        rafting; kanu; paddel*; kano; peddel*; piragua; canoa; pagaia; life jacket*
        """),
    Topic(names="barque*; pedalo*; location de barques; bateaux electriques", words="""
        barque*; pedalo*; rame; rames; rowing boat; ruderboot; roeiboot; barca*; caution
        """),
    Topic(names="voile; catamaran*; nautique; regate; optimist*", words="""
        voile; voilier; catamaran*; optimist; derive; regate; dessale*; bome; sailing; segel*; segeln
        zeilen; vela; moniteur
        """),
    Topic(names="char a voile; chars a voile; char", words="""
        char a voile; chars a voile; char; land yacht*; strandsegeln; strandzeilen; casque*
        """),
    Topic(names="surf; surf school; planche; kitesurf", words="""
        surf*; vague*; neoprene; combinaison*; wetsuit*; board; leash; welle*; golven; olas; onde; neopreno
        muta
        """),
    Topic(names="plongee; subaquatique", words="""
        plongee; plongeur*; bouteille*; palme*; masque; diving; tauch*; duik*; buceo; immersion*
        """),
    Topic(names="""
        ecole de ski; ski school; moniteurs de ski; pulls rouges; ski ecole; esf; skischule
        """, words="""
        cours de ski; lecon* de ski; moniteur*; monitrice*; ecole de ski; ski lesson*; ski school
        instructor; skikurs; skilehrer*; skischule; skiles; skileraar; clase* de esqui; monitor*
        maestro di sci; lezion*; scuola sci; cours collectif*; ourson; flocon; etoile; snowboard
        le groupe de; cours particulier*; pull rouge
        """),
    Topic(names="location de ski*; skis; ski; sport; sports; magasin de ski; skiset; glisse", words="""
        skis; chaussures de ski; chaussures; fixation*; carres; batons; location; loueur; loue; louer
        materiel; casque*; ski hire; rental; boots; skiverleih; skischuhe; verhuur; skischoenen; alquiler
        esquis; botas; noleggio; scarponi; sci; pointure*; magasin; caution
        """),
    Topic(names="""
        remontees; remontees mecaniques; telesiege*; teleski*; telecabine*; perchman*; funiculaire*
        telepherique*; tire fesses
        """, words="""
        telesiege*; teleski*; telecabine*; perchman*; perche; perches; cabine*; remontee*; embarquement
        tourniquet*; funiculaire; telepherique*; pylone*; garde corps; chairlift; ski lift; lift; lifts
        lift attendant; gondola; sessellift; skilift; gondel; seilbahn; stoeltjeslift; skiliften; sleeplift
        telesilla; telecabina; remonte; seggiovia; cabinovia; impianti; arretee; a l arret
        barriere de securite; siege
        """),
    Topic(names="piste; pistes; dameur*; pisteur*; secours sur piste*; domaine skiable", words="""
        piste*; damee*; damage; dameuse*; verglas; balis*; filet*; jalon*; pisteur*; secouriste*; traineau
        snowpark; bosse*; hors piste; rocher*; cailloux; slope*; groomed; ungroomed; ski patrol; pisten
        praparier*; eisig; pisteurs; pista*; avalanche; canon a neige; canons; enneigement
        """),
    Topic(names="forfait*; skipass; saison; groupes; abonnement saison; pass saison", words="""
        forfait saison; forfaits saison; forfait*; saisonnier; season pass; skipass; ski pass; groupe
        groupes; abonno*; abbonamento stagionale; saisonkarte; seizoen*; abono*; sortie scolaire
        classe de neige
        """),
    Topic(names="luge*; motoneige*; tubing", words="""
        luge*; motoneige*; scooter des neiges; sled*; sledge; toboggan run; schlitten; rodel*; slee; trineo
        slitta; slittino; snowmobile; descente*
        """),
    Topic(names="velo*; vtt; cycle*; bike*; bicyclette*; deux roues; roue", words="""
        velo*; vtt; bicyclette*; remorque enfant; guidon; pedale*; derailleur; crevaison; creve*; pneu
        chambre a air; frein*; selle; batterie; antivol; casque*; bike*; bicycle*; fahrrad*; rader; e bike*
        fiets*; bici*; loueur
        """),
    Topic(names="trottinette*; gyropode*; scooter*; moto; motos", words="""
        trottinette*; gyropode*; scooter*; moto; motos
        """),
    Topic(names="equestre*; poney*; cheval; chevaux; equitation; ranch; ecuries; haras; anes", words="""
        cheval; chevaux; poney*; jument; bombe; selle; monture; galop*; trot; equitation; balade a cheval
        promenade a cheval; manege; anesse; ane; ecurie*; horse*; pony; ponies; riding; pferd*; reiten
        reitstunde*; paard*; rijles; caballo*; cavallo; cavalli; box; ruade; palefren*
        """),
    Topic(names="minigolf; mini golf; golf", words="""
        golf; minigolf; club; trou; trous; parcours; balle*; green; putt*
        """),
    Topic(names="accro*; arbres; acrobranche; tyrolienne; parcours aventure; aventure", words="""
        accrobranche; acrobranche; tyrolienne*; harnais; mousqueton*; baudrier*; parcours; plateforme
        ligne de vie; tree top; zip line; zipline; kletterwald; klimpark; tirolina; casque*
        """),
    Topic(names="""
        guide*; via ferrata; montagne; alpinisme; escalade; randonnee*; canyon*; accompagnateur*; balade*
        nature
        """, words="""
        guide; guides; via ferrata; escalade; cordee; randonnee*; raquettes; canyoning; encord*
        balade nature; sortie nature; accompagnateur*; crampon*; hike; hiking; wander*; bergfuhrer; wandel*
        excursion; gita
        """),
    Topic(names="grotte*; gouffre*; aven; caverne*", words="""
        grotte*; gouffre*; stalactite*; stalagmite*; cave; caves; hohle; cueva; grotta; marches
        """),
    Topic(names="""
        aquarium*; oceanarium; zoo; parc animalier; animalier; ferme pedagogique; parc a
        """, words="""
        aquarium*; requin*; poisson*; phoque*; otarie*; enclos; animaux; animal; zoo; soigneur*; vitre*
        cage*; shark*; fish; feeding; fische; tiere; vissen; dieren; peces; pesci
        """),
    Topic(names="casino*", words="""
        casino*; roulette; machine* a sous; jeton*; croupier; black jack; blackjack; poker; slot machine*
        """),
    Topic(names="cinema*; theatre*; spectacle*; concert*; soiree*; production; scene; festival*", words="""
        spectacle*; concert*; representation; comedien*; musicien*; chanteur*; sono; magicien; gradin*; film
        seance*; place numerotee; show; performance; konzert; vorstellung; voorstelling; espectaculo
        spettacolo; clown; humoriste; blague*
        """),
    Topic(names="petit train; train touristique", words="""
        petit train; wagon*; wagonnet*; little train; touristenzug; bummelzug; treintje; trenino; trenecito
        tren turistico
        """),
    Topic(names="velorail; draisine*", words="""
        velorail; draisine*; rail; rails; pedal*
        """),
    Topic(names="parking*; stationnement; park", words="""
        parking*; barriere; parcmetre; horodateur; ticket de parking; stationnement; garer; gare; garee
        place de parking; emplacement reserve; car park; parked; barrier; parkplatz; parkhaus; parkschein*
        schranke; parkeer*; slagboom; aparcamiento; barrera; parcheggio; sbarra; stationner; macaron
        voiturier
        """),
    Topic(names="taxi*; vtc", words="""
        taxi*; course; compteur; cab; cab driver; taxifahrer; fare; chauffeur; taxista; tassista; vtc; gare
        aeroport
        """),
    Topic(names="""
        car; cars; autocar*; navette*; bus; transport*; voyages; transport scolaire; car scolaire; minibus
        """, words="""
        le car; les cars; autocar*; navette*; bus; minibus; arret; chauffeur*; conducteur*; coach
        bus driver; shuttle; bus stop; busfahrer; fahrer; haltestelle; chauffeur; halte; bushalte; autobus
        conductor; autista; fermata; navetta; lanzadera; trajet; ceinture*; depart*; ramassage scolaire
        correspondance
        """),
    Topic(names="ambulance*; vsl; transport sanitaire", words="""
        ambulance*; ambulancier*; vsl; brancard*; dialyse; rendez vous a l hopital; fauteuil
        """),
    Topic(names="camping*; campsite; emplacement*; aire de camping", words="""
        camping; emplacement*; tente; tentes; caravane*; campeur*; camping car; sardine*
        electricite de l emplacement; borne; pitch; tent; caravan; campsite; stellplatz; zelt; wohnwagen
        wohnmobil; standplaats; staanplaats; tenda; piazzola; parcela; plaats #
        """),
    Topic(names="""
        mobil home*; mobil homes; mobilhome*; bungalow*; cottage*; chalets; hebergement*; hebergements
        gites; lodge*; tente lodge
        """, words="""
        mobil home*; mobilhome*; mobile home; bungalow*; cottage*; chalet #; gite #; gite; notre gite; frigo
        plaque*; lit superpose; lits superposes; bunk bed; couchage; volet*; climatisation; matelas; sommier
        terrasse du; salon de jardin; vaisselle; gas; gaz; bouteille de gaz; stacaravan; kuhlschrank
        koelkast; nevera; frigorifero; detecteur de fumee; cle; clef; arrivee; inventaire; logement
        """),
    Topic(names="""
        gite*; meuble*; location*; appartement*; villa*; locations; agence de location
        immobilier de vacances; studio*
        """, words="""
        gite*; location; appartement; studio; villa; maison de vacances; proprietaire*; etat des lieux
        caution; menage de fin; linge de maison; cuisine equipee; apartment; cottage; holiday home; landlord
        flat; ferienwohnung; ferienhaus; vermieter*; vakantiehuis; huisje; apartamento; casa rural; casero
        appartamento; casa vacanze; locatif; cheminee; chaudiere; chauffage; lave vaisselle; nos draps
        couchage*
        """),
    Topic(names="agence*; conciergerie", words="""
        agence; agent immobilier; agency; conciergerie; bureau de l agence; agentur; agenzia; agencia
        remise des cles; remise des clefs
        """),
    Topic(names="""
        animation*; animateur*; evenement*; evenementiel; fete*; animations; agenda; club enfants; loisirs
        """, words="""
        animateur*; animatrice*; animation*; soiree; fete; feu d artifice; karaoke; tournoi; concours
        veillee; sono; spectacle; jeux; programme; marche de noel; fest noz; braderie; stand*; activity
        entertainment; animatie; unterhaltung; animacion; animazione; inauguration; defile; chasse au tresor
        chasse aux oeufs; benevole*; micro; atelier*
        """),
    Topic(names="""
        visite guidee; visites guidees; guide*; conferencier*; mediation; visites; audioguide*; patrimoine
        """, words="""
        visite guidee; visites guidees; visite commentee; la guide; le guide; notre guide; guide
        commentaire*; conferencier*; conferenciere; guided tour; tour guide; fuhrung; stadtfuhrung
        rondleiding; gids; visita guiada; guia; visita guidata; guida; participant*
        """),
    Topic(names="audioguide*; audio", words="""
        audioguide*; audio guide*; casque*; ecouteur*; headset*; audioguias; batterie; piste audio
        commentaires audio; kopfhorer; koptelefoon; cuffie
        """),
    Topic(names="""
        musee*; exposition*; collection*; museum; maison natale; galerie*; chateau*; monument*; abbaye*
        memorial; beaux arts
        """, words="""
        musee*; exposition*; salle #; salle des; tableau*; vitrine*; cartel*; oeuvre*; collection*; museum
        exhibition; paintings; ausstellung; tentoonstelling; museo; exposicion; mostra; cuadro*; quadri
        sculpture*; dentelle; visite du
        """),
    Topic(names="""
        surveillance; gardien*; agents de salle; vestiaire; securite; vigile*; gardiennage
        agents de securite; accueil et surveillance
        """, words="""
        gardien*; surveillant*; agent de salle; vestiaire*; vigile*; agent de securite; fouille*; portique
        sac; bag; attendant; warden; guard; guards; security guard; cloakroom; aufseher*; wachter; wachmann
        garderobe; sicherheitsmann; bewaker; suppoost; vigilante; guardia; custode; guardiano; consigne
        poussette*; rondes; ronde
        """),
    Topic(names="gardien de nuit; veilleur*; gardien; rondier", words="""
        gardien; veilleur; bruit la nuit; musique; tapage; barriere; night warden; warden; nachtwachter
        nachtwaker; voisins; fete jusqu; guardiano notturno; a # h du matin; generateur; guarda; noche
        minuit
        """),
    Topic(names="escape game; laser game; bowling; karting; jeux; jeu", words="""
        escape game; enigme*; game master; bowling; quille*; karting; kart; laser game; partie; evjf
        """),
    Topic(names="photo*; photographe*", words="""
        photo*; photographe*; cliche*; tirage*; album; foto*; photographer
        """),
    Topic(names="club; clubs; association sportive; nautique; club nautique; nageurs", words="""
        club; entraineur; entrainement*; competition*; licence; licencie*; adherent*; lignes d eau
        benevole*; coach
        """),
    Topic(names="peche; pecheur*; gaule; societe de peche", words="""
        peche; pecheur*; carpe*; canne*; permis de peche; angler*; fishing; angel*; vissers; pesca
        pescatori; carp
        """),
    Topic(names="taxe de sejour; regie taxe", words="""
        taxe de sejour; tourist tax; kurtaxe; toeristenbelasting; tasa turistica; tassa di soggiorno; taxe
        reversement; declaration de sejour
        """),
    Topic(aside=True, names="""
        office de tourisme; bureau de; point info; antenne*; bit; tourist office; syndicat d initiative
        guichet*; accueil*; information*
        """, words="""
        office de tourisme; bureau; point info; antenne; conseillere; conseiller; hotesse; au guichet
        au comptoir; renseigne*; renseignement*; a l accueil; tourist office; tourist information; desk
        counter; fremdenverkehrsamt; touristinfo; tourismusburo; schalter; vvv; balie; oficina
        oficina de turismo; mostrador; ufficio; ufficio turistico; sportello; horaires d ouverture
        porte close; votre bureau
        """),
)  # fmt: skip
