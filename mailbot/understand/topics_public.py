"""What health, transport, energy, banks, events, schools, housing and other trades are about.

See `topics_outing.py` for what `names` and `words` are.
"""

from __future__ import annotations

from mailbot.understand.topic import Topic

TOPICS = (
    # -- health and homes --------------------------------------------------------------------------
    Topic(names="""
        ehpad; maison de retraite; residence autonomie; unite de vie; hebergement; residents; seniors
        """, words="""
        resident*; ma mere; mon pere; chambre; aide soignante; couche; couches; toilette; escarre*; sonnette
        unite; repas; heim; pflegeheim; verpleeghuis; residencia; casa di riposo; nursing home
        """),
    Topic(names="""
        urgences; hopital; clinique; chirurgie; service de; maternite; consultation*; hospital*; imagerie
        radiolog*
        """, words="""
        urgences; hopital; medecin*; infirmier*; brancard; operation; chirurgien*; radio; scanner; irm
        rendez vous medical; consultation; perfusion; accouch*; salle d attente; anesthesi*; compte rendu
        hospital; krankenhaus; ziekenhuis; ospedale
        """),
    Topic(names="laboratoire*; analyses; biolog*; labo", words="""
        prise de sang; resultat*; analyse*; laboratoire; prelevement sanguin; labo; blood test; blut*
        bloed*
        """),
    Topic(names="dentaire; dentiste*; orthodont*", words="""
        dent; dents; dentiste; couronne*; carie*; appareil; detartrage; zahn*; tand*; diente*
        """),
    Topic(names="optique; opticien*; lunettes", words="""
        lunettes; verres; monture*; opticien*; lentilles; brille; bril; gafas; occhiali
        vue; correction; progressif*; branche*; etui; optik*; optometr*
        """),
    Topic(names="pharmacie*", words="""
        pharmacie; pharmacien*; medicament*; ordonnance; boite de; apotheke; apotheek; farmacia
        """),
    Topic(names="kine*; osteo*; reeducation; ergotherap*; balneo*", words="""
        kine*; seance*; reeducation; osteo*; physio*
        epaule; genou; dos; lombaire*; massage*; exercices; table; fysio*; krankengymnastik
        """),
    Topic(names="psycholog*; ecoute", words="""
        psycholog*; seance*; ecoute
        """),
    Topic(names="veterinaire*; refuge animalier; pension canine; canin*; toilettage; chenil", words="""
        chien*; chat; chats; chatte; veterinaire*; croquette*; vaccin*; laisse; toilettage; dog; hund; hond
        perro; cane; tierarzt
        detartrage; puce; sterilis*; operation; collier; animal; chiot*; chaton*; lapin*; puppy; katze
        kat; gato; gatto
        """),
    Topic(names="pompes funebres; funerai*; obseque*; funeraire*; crematorium", words="""
        obseque*; cercueil; ceremonie; deces; defunt*; urne; funera*; inhum*; caveau; corbillard; couronne
        """),
    # -- transport, vehicles -----------------------------------------------------------------------
    Topic(names="""
        train*; gare; ferroviaire; ter; rail; tram*; metro; ligne*; reseau*; mobilite*; lignes
        """, words="""
        train; trains; gare; quai; rame; controleur*; tram; tramway; metro; ligne #; arret; correspondance
        retard; supprime*; annule*; wagon; voie; zug; bahnsteig; schaffner; trein; conducteur; tren; treno
        binario; ticket; valideur
        """),
    Topic(names="controle*; controleur*; fraude; verbalisation; amende*", words="""
        controleur*; controleuse; amende*; pv; proces verbal; verbalis*; titre de transport; valide
        validation; fraude*; inspector; kontrolleur*; schaffner; conducteur; boete; multa; # d amende
        """),
    Topic(names="pmr; transport adapte; mobilite reduite", words="""
        pmr; fauteuil; rampe; accompagnement; transport adapte; reservation de trajet; ufr
        """),
    Topic(names="""
        location de voiture*; loueur*; location de vehicules; rent; autopartage; voiture*; utilitaire*
        camping car*; van; fourgon
        """, words="""
        voiture; vehicule; caution; franchise; rayure*; kilometr*; plein; essence; carburant; utilitaire
        camion; etat des lieux; car rental; hire car; mietwagen; huurauto; coche de alquiler; noleggio
        camping car; van; autopartage; restitution
        """),
    Topic(names="aeroport; avion; compagnie aerienne; vol; vols; charter; aerien*", words="""
        avion; vol; bagage*; valise*; embarquement; escale; aeroport; flight; luggage; flug; koffer; vlucht
        vuelo; maleta; volo; valigia
        """),
    Topic(names="port; capitainerie; marina; plaisance; anneau*; nautisme", words="""
        anneau; ponton; capitainerie; bateau; amarre*; quai; grutage; carenage; mouillage; mooring; berth
        liegeplatz; ligplaats; amarre; ormeggio; coque; winch; place de port
        """),
    Topic(names="""
        montgolfiere*; parapente; deltaplane; saut; parachut*; helicopt*; ulm; ciel; vol; aero*
        """, words="""
        parapente; montgolfiere; vol; voile; saut; parachute; nacelle; atterr*; decoll*; bapteme; paraglid*
        gleitschirm; balloon; helicopt*; biplace; sellette
        """),
    Topic(names="husky; huskies; chiens de traineau; traineau*; raquette*", words="""
        chien*; traineau*; musher; attelage; husk*; sled; schlitten; raquettes
        """),
    Topic(names="voyage*; tour operateur; tours; agence de voyage*; sejours; vacances; circuit*", words="""
        voyage; circuit; sejour; excursion*; guide; accompagnateur*; itineraire; transfert*; tout compris
        agence de voyages; reise*; reis; viaje; viaggio; tour; programme
        """),
    Topic(names="station service; carburant; lavage*; borne*; recharge", words="""
        essence; gasoil; pompe; lavage; borne*; recharge; charge; kwh; brosse*; rouleau*
        """),
    # -- money, energy, telephone ------------------------------------------------------------------
    Topic(names="banque*; caisse d epargne; credit; epargne; pret*; bancaire", words="""
        compte; carte bancaire; pret; agios; decouvert; virement*; conseiller; distributeur; opposition
        credit; interets; bank; konto; rekening; cuenta; conto; taux
        """),
    Topic(names="""
        energie*; gaz; electricite; solaire; photovolt*; fournisseur*; enedis; granules; fioul
        """, words="""
        compteur; linky; kwh; electricite; gaz; coupure; releve*; mensualite*; panneaux; onduleur; solaire*
        regularisation; fioul; granules; livraison; strom; stroom; energia; puissance
        """),
    Topic(names="telephon*; mobile; operateur*; telecom*; fibre", words="""
        ligne; telephone; forfait; fibre; box; technicien; portabilite; resiliation; debit; hors forfait
        raccordement; antenne
        """),
    Topic(names="impot*; fiscal*; tresor*", words="""
        impot*; taxe*; avis; fiscal*
        """),
    Topic(names="avocat*; notaire*; huissier*; juridique", words="""
        notaire; acte; honoraires; etude; succession; avocat
        """),
    # -- events, culture, sport --------------------------------------------------------------------
    Topic(names="""
        mariage*; reception; salle de reception; location de salle*; salle*; salle des fetes; domaine
        espace
        """, words="""
        salle; mariage; salle des fetes; location de la salle; reception; anniversaire; chaises; tables
        caution; traiteur; sono; etat des lieux; cle; chauffage de la salle
        """),
    Topic(names="barnum; chapiteau*; location de materiel; materiel; vaisselle", words="""
        barnum; chapiteau; tables; chaises; vaisselle; nappes; livraison; location de materiel; sono
        groupe electrogene
        """),
    Topic(names="dj; sono*; musique; orchestre*; groupe; animation musicale; musical*", words="""
        dj; sono; musique; orchestre; playlist; enceinte*; musicien*; concert; micro
        """),
    Topic(names="conservatoire*; ecole de musique; musique; danse; choeur; arts", words="""
        cours de musique; piano; violon; guitare; solfege; professeur*; prof; cours de danse; danse; gala
        partition; instrument; audition; orchestre; chorale; eleve*; trompette; flute; clarinette; saxophone
        batterie; trombone; accordeon; guitar; chitarra; gitarre; klavier; guitarra; gitaar; cycle
        examen de fin de cycle; recital; piano lesson*
        """),
    Topic(names="""
        theatre; scene; comedie; opera; programmation; saison culturelle; salle de spectacle
        """, words="""
        place*; spectacle; rang; balcon; piece; ouvreuse; placement; ouvreur*; strapontin; theatre; opera
        representation; theater; teatro; comediens; entracte; surtitre*
        """),
    Topic(names="festival*; production; tourneur; billetterie", words="""
        festival; concert; pass; bracelet; camping du festival; cashless; fosse; fouille; file; securite
        tete d affiche; annule*
        """),
    Topic(names="foodtruck*; food truck; stand*; marche*; exposant*; foire; salon", words="""
        stand*; exposant*; emplacement; foire; salon; forain*; food truck*; marche; placier
        """),
    Topic(names="manege*; attraction*; parc; parcs; parc d attractions; loisirs", words="""
        manege*; attraction*; file; queue; grand huit; toboggan*; ceinture; taille minimum; ride; rides
        park; achterbahn; fahrgeschaft; attractie; atraccion; giostra; trampoline*; structure*
        """),
    Topic(names="patinoire*; glace", words="""
        patinoire; patin*; glace; lame*; hockey; ice rink; skates; schlittschuh*; schaatsen
        """),
    Topic(names="tennis; padel; squash; badminton; court", words="""
        court; terrain; raquette; tennis; padel; filet; creneau; balles; reservation du court
        """),
    Topic(names="""
        football; foot; rugby; basket*; judo; handball; arts martiaux; boxe; athletisme; sportif*; section*
        """, words="""
        entrainement*; entraineur*; match; licence; club; tatami; maillot; equipe; terrain; tournoi; arbitre
        vestiaire*; coach
        """),
    Topic(names="yoga; danse; pilates; relaxation; sophrologie; zen", words="""
        yoga; cours; tapis; pilates; prof; seance; danse; zumba
        """),
    Topic(names="golf; practice", words="""
        golf; green; voiturette; practice; parcours; tee; trou
        """),
    Topic(names="bowling; billard; laser", words="""
        bowling; piste; quilles; laser; partie
        """),
    # -- schools, young people ---------------------------------------------------------------------
    Topic(names="vie scolaire; surveillant*; college; lycee; etablissement; cpe; ecole", words="""
        surveillant*; cpe; eleve*; professeur*; classe; absence*; harcel*; college; lycee; bulletin
        punition; colle; carnet
        """),
    Topic(names="soutien scolaire; cours particuliers; prof; professeurs", words="""
        cours particulier*; prof; devoirs; eleve; maths; bac; brevet; soutien
        """),
    Topic(names="""
        alternance; apprenti*; entreprise*; stage*; relation entreprise*; placement; insertion; emploi
        """, words="""
        alternance; apprenti*; stage; tuteur; employeur; contrat; maitre de stage; entreprise; rythme
        convention
        """),
    Topic(names="""
        colonie*; sejour linguistique; famille* d accueil; jeunes; colo; colos; sejours enfants
        """, words="""
        colonie; colo; animateur*; famille d accueil; sejour; sejour linguistique; host family; mon fils
        ma fille; accompagnateur*
        """),
    Topic(names="""
        creche*; micro creche; assistante* maternelle*; petite enfance; nounou*; multi accueil
        """, words="""
        creche; bebe; biberon; couche*; doudou; nounou; assistante maternelle; sieste; puericultrice; fesses
        kita; krippe; nido; guarderia
        """),
    Topic(names="boulangerie; patisserie; hotellerie; cuisine; pole restauration", words="""
        petrin; four; boulangerie; patisserie; cuisine; cap; fournil; plonge; brigade; konditorei; bakery
        """),
    Topic(names="pole automobile; mecanique; carrosserie; automobile; maintenance", words="""
        tp; pont; atelier; moteur; maintenance automobile; chaussures de securite; plaquettes; cle a choc
        mecanique; vidange
        """),
    Topic(names="pole batiment; btp; maconnerie; plomberie; electricite; bois", words="""
        maconnerie; chantier ecole; epi; casque; coffrage; menuiserie; scie
        """),
    Topic(names="mobilite; erasmus; international; europe; echanges", words="""
        erasmus; mobilite; host; abroad; placement; praktikum; praktikant*; stage a l etranger; etranger
        galway; auslands*; learning agreement; extranjero; estero
        """),
    Topic(names="relation* entreprise*; service entreprises; employeur*; developpement", words="""
        tuteur; employeur; maitre d apprentissage; contrat d apprentissage; taxe d apprentissage; opco
        alternant*; entreprise d accueil
        """),
    Topic(names="vie scolaire; internat; education", words="""
        colle; colles; retard*; portail; carnet; surveillant*; self; chambre*; absence*; reglement interieur
        """),
    Topic(names="scolarite; secretariat; bulletins; examens; certificat de scolarite", words="""
        bulletin*; releve; certificat de scolarite; appreciation; carte d etudiant; emploi du temps
        """),
    Topic(names="section*; petits; moyens; grands; bebes; unite*", words="""
        section; doudou; sieste; change; vetement*; manteau; cahier; transmissions; bonnet; pull; chaussures
        morsure; mordu*; goute*; eveil; pupazzo; cappotto
        """),
    # -- housing, works, garden --------------------------------------------------------------------
    Topic(names="logement*; habitat; bailleur social; hlm; locataires; patrimoine; attribution*", words="""
        logement; loyer; locataire*; apl; immeuble; humidite; moisissure*; hall; attribution
        demande de logement; mutation; gardien; voisin*; insalubre; appartement
        """),
    Topic(names="menuiser*; fenetre*; volet*; portail*; store*; veranda*; fermetures", words="""
        fenetre*; volet*; porte; portail; store; joint*; vitrage; pose; poseur*; menuisier; moteur; veranda
        window*; fenster; raam; ventana; finestra
        """),
    Topic(names="peint*; platr*; decor*; carrel*; parquet; sol; revetement*", words="""
        peinture; peintre*; mur*; carrelage; carreleur; parquet; ponc*; couche; joints; enduit; papier peint
        traces
        """),
    Topic(names="cuisin*; salle de bain*; agencement; dressing", words="""
        cuisine; plan de travail; evier; meuble* haut; facade*; four; hotte; plaque; cuisiniste; douche
        receveur; pose
        """),
    Topic(names="piscin*; jacuzzi; spas", words="""
        piscine; liner; filtre; pompe; eau verte; bache; margelle*; volet roulant
        """),
    Topic(names="ramon*; poele*; cheminee*", words="""
        ramon*; poele; cheminee; conduit; insert; granules; suie; fumee
        """),
    Topic(names="demenage*; garde meuble*; stockage; box", words="""
        demenag*; carton*; meuble*; camion; demenageur*; garde meuble; box; movers; umzug; verhuizing
        mudanza; trasloco
        """),
    Topic(names="antenne; satellite; television; tv; audiovisuel", words="""
        television; tele; chaine*; antenne; decodeur; ecran; telecommande; fernseher; tv
        """),
    # -- shops, goods ------------------------------------------------------------------------------
    Topic(names="fleur*; fleuriste*; flor*; bouquet*", words="""
        fleur*; bouquet; roses; fane*; fleuriste; couronne; gerbe; flowers; blumen; bloemen; flores; fiori
        plante*
        """),
    Topic(names="boucher*; charcut*; viande*; elevage; abattoir", words="""
        viande; boucher; colis de viande; steak; saucisse*; poulet; charcuterie; fraicheur
        """),
    Topic(names="maraich*; legum*; panier*; amap; bio; primeur*; producteur*; ferme*; cueillette", words="""
        legume*; panier; salade*; tomate*; carotte*; pourri*; fruits; distribution; producteur*; maraicher*
        ferme; oeufs; fromage; bio
        """),
    Topic(names="fromag*; laiter*; lait*", words="""
        fromage*; lait; yaourt*; laitage*; perime*
        """),
    Topic(names="brasseur*; brasserie artisanale; biere*; distillerie", words="""
        biere*; fut*; bouteille*; tireuse
        """),
    Topic(names="textile; vetement*; couture; mode; chaussure*; retouche*; pressing; teinturerie", words="""
        robe; chemise; pantalon; taille; taches; couture; tissu; chaussure*; semelle; veste; manteau
        retouche; pressing; lavage; dress; kleid; jurk; vestido; vestito
        """),
    Topic(names="bijou*; montre*; horlog*", words="""
        bague; montre; bracelet; collier; bijou*; gravure; pile
        """),
    Topic(names="""
        electromenager; appareil*; hifi; ordinateur*; multimedia; reparation; depannage informatique
        """, words="""
        lave linge; lave vaisselle; refrigerateur; frigo; four; ecran; ordinateur; telephone; technicien
        panne; garantie; piece; washing machine; waschmaschine; wasmachine; lavadora; lavatrice
        """),
    Topic(names="imprim*; edition*; impression*; presse", words="""
        impression; flyer*; affiche*; catalogue; livret; imprim*; livre*; couleur*; bon a tirer; exemplaire*
        """),
    Topic(names="jouet*; jeux; puericulture", words="""
        jouet*; jeu; peluche; poussette; siege auto; lit bebe; toy
        poupee*; puzzle*; a roulettes; petites pieces; figurine*; spielzeug; speelgoed; juguete
        giocattol*
        """),
    Topic(names="coworking; espace de travail; bureaux; pepiniere", words="""
        bureau; coworking; salle de reunion; wifi; imprimante; badge; cabine; cafe; open space; telephone
        colocataire*
        """),
    Topic(names="conseil; audit; expertise comptable; gestion; consult*; accompagnement; coach*", words="""
        conseil; consultant*; audit; bilan; rapport; coach; accompagnement; rendez vous; prestation
        honoraires; declaration; liasse
        """),
    Topic(names="association*; benevol*; don; dons; solidarite; adherents", words="""
        benevole*; don; dons; recu fiscal; adhesion; collecte; distribution; adherent*
        """),
)  # fmt: skip
