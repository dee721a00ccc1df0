"""Words that the rules lean on: kin, trades, closings, and names that are also plain words. All folded."""

from __future__ import annotations

# Kin and companions: what stands for a name further on in the text, and the words that announce it.
_KIN_WORDS = {
    "[son mari]": """
        mari epoux husband hubby mann ehemann marido esposo marito man
    """,
    "[sa femme]": """
        femme epouse wife missus frau ehefrau mujer esposa moglie vrouw
    """,
    "[son compagnon]": """
        compagnon conjoint partenaire partner boyfriend fiance chum freund novio compagno vriend
    """,
    "[sa compagne]": """
        compagne conjointe concubine girlfriend fiancee freundin novia compagna vriendin
    """,
    "[sa fille]": """
        fille filles fillette daughter daughters tochter hija figlia dochter puce
    """,
    "[son fils]": """
        fils garcon son sons sohn hijo figlio zoon gars ado
    """,
    "[un enfant de la famille]": """
        enfant enfants bebe jumeaux jumelles petits loulous aine ainee cadet cadette benjamin benjamine
        child children kids kid baby toddler twins kind kinder hijos figli bambini kinderen jongste
        oudste petit_dernier petite_derniere eldest youngest two boys girls boy girl dernier derniere
        petit petite grand grande plus_jeune plus_grand plus_grande petit-fils petite-fille
        petits-enfants petits-fils petites-filles grandson granddaughter grandchildren enkel enkelin
        nieto nieta nipote kleinzoon kleindochter filleul filleule neveu neveux niece nieces nephew lad
        petit-neveu petite-niece petits-neveux petites-nieces arriere-petit-fils arriere-petite-fille
        neffe nichte sobrino sobrina
    """,
    "[sa mère]": """
        mere maman mother mum mom mutter madre mamma moeder mama
    """,
    "[son père]": """
        pere papa father dad vater padre vader
    """,
    "[ses parents]": """
        parents eltern padres genitori ouders
    """,
    "[son frère]": """
        frere freres brother brothers bruder hermano fratello broer frangin demi-frere
    """,
    "[sa sœur]": """
        soeur soeurs sœur sœurs sister sisters schwester hermana sorella zus frangine demi-soeur
    """,
    "[sa grand-mère]": """
        grand-mere mamie mamy meme grandmother grandma granny oma abuela nonna grand-maman mémé
    """,
    "[son grand-père]": """
        grand-pere papi papy pepe grandfather grandpa grandad opa abuelo nonno grand-papa
    """,
    "[un proche]": """
        tante tata tatie grand-tante grand-oncle arriere-grand-tante arriere-grand-oncle arriere-grand-mere
        arriere-grand-pere oncle tonton cousin cousine cousins cousines aunt uncle onkel gendre
        belle-fille beau-fils beau-pere belle-mere beau-frere belle-soeur belle-sœur beaux-parents
        marraine parrain tuteur tutrice mother-in-law father-in-law sister-in-law brother-in-law
        son-in-law daughter-in-law schwiegermutter suegra suocera cunado cognato
    """,
    "[une personne]": """
        ami amie amis amies copain copine copains copines pote potes friend friends mate amigo amiga
        amico amica amici amigos camarade camarades colocataire coloc binome voisin voisine voisins
        neighbour neighbor collegue collegues colleague colleagues kollege kollegin collega accompagnant
        accompagnante accompagnateur accompagnatrice curateur curatrice mandataire aidant aidante
        assistante secretaire associe associee patron patronne employeur salarie salaries salariee
        salariees employe employee employes employees apprenti apprentie apprentis stagiaire stagiaires
        eleve eleves etudiant etudiante client cliente clients patient patiente passager passagere
        nounou infirmiere infirmier avocat avocate notaire medecin docteur nachbar nachbarin buurman
        vecino vecina vicino vicina locataire locataires proprietaire ex ex-mari ex-femme tiers
        maitresse
    """,
    "[la famille]": """
        famille familie family famiglia familia
    """,
    "[son animal]": """
        chien chienne chat chatte dog cat hund perro cane hond
    """,
}
KIN: dict[str, str] = {
    word.replace("_", " "): label for label, words in _KIN_WORDS.items() for word in words.split()
}

POSSESSIVE = (
    r"(?:mon|ma|mes|notre|nos|nôtre|m'|my|our|mein|meine|meiner|meinem|meinen|unser|unsere|"
    r"unserem|unserer|unseren|"
    r"mi|mis|nuestro|nuestra|nuestros|nuestras|mio|mia|miei|mie|nostro|nostra|nostri|mijn|onze|"
    r"ons|sa|son|ses|"
    r"his|her|their|leur|leurs|moj)"
)

# Trades of those who work for a provider or for us: a name beside one of these is kept.
STAFF = frozenset(
    """
    gerant gerante patron patronne directeur directrice responsable receptionniste reception accueil
    hotesse hote moniteur monitrice moniteurs monitrices formateur formatrice guide chauffeur chauffeuse
    conducteur conductrice serveur serveuse veilleur concierge animateur animatrice instructeur
    instructrice instructor inspecteur inspectrice conseiller conseillere gestionnaire expert experte
    employe employee agent agente caissier caissiere cuisinier cuisiniere chef cheffe pilote skipper
    technicien technicienne mecanicien mecanicienne referent referente secretaire standardiste
    proprietaire hotelier hoteliere restaurateur restauratrice loueur loueuse vendeur vendeuse
    maitre-nageur maitre-nageuse surveillant surveillante professeur prof enseignant enseignante
    coordinateur coordinatrice interlocuteur interlocutrice collaborateur collaboratrice
    commercial commerciale comptable livreur livreuse manager owner driver teacher trainer receptionist
    waiter waitress landlord landlady host hostess pilot coach educateur educatrice femme-de-chambre
    gouvernante plombier plongeur barman barmaid saisonnier saisonniere stagiaire-accueil besitzer
    besitzerin fahrer fahrerin rezeptionist rezeptionistin kellner kellnerin lehrer lehrerin leiter
    leiterin trainerin eigenaar conductor gerente profesor profesora camarero camarera titolare autista
    istruttore istruttrice maestro maestra president presidente maire elu elue porter clerk cleaner cook
    guard lifeguard cashier bartender supervisor vigile masseur masseuse praticien praticienne depanneur
    taulier tauliere batelier skippeuse
    """.split()  # noqa: SIM905 - hundreds of quoted words would be harder to read
)

CLOSINGS = (
    r"(?:(?:bien |tres |plus )?cordiale?ment|cordialement votre|cdlt|cdt|bien a (?:vous|toi)|"
    r"a vous lire|amicalement|"
    r"sinceres? salutations?|salutations?(?: \w+)?|respectueusement|sincerement|"
    r"merci(?: (?:d'avance|beaucoup|bien|"
    r"a vous|encore|et [^\n.,]{1,40}|par avance|de votre [^\n.,]{1,30}))?|"
    r"(?:tres )?bonne (?:journee|soiree|reception|fin de journee|"
    r"continuation)|belle (?:journee|soiree)|a bientot|bises?|bisous|votre bien devoue|"
    r"dans l'attente[^\n.,]{0,60}|veuillez [^\n]{5,140}|je vous prie d[^\n]{5,140}|recevez[^\n]{5,100}|"
    r"(?:kind|best|warm|many)?\s?(?:regards|wishes)|yours(?: \w+)?|sincerely|cheers|"
    r"thanks?(?: you)?(?: \w+){0,3}|thx|"
    r"many thanks|mit freundlichen grussen|mit freundlichem gruss|freundliche grusse|"
    r"viele grusse|herzliche grusse|"
    r"(?:liebe|beste|schone) grusse|hochachtungsvoll|mfg|lg|mit freundlichen gru(?:ss|ß)en|"
    r"freundliche gru(?:ss|ß)e|"
    r"viele gru(?:ss|ß)e|herzliche gru(?:ss|ß)e|mit freundlichem gru(?:ss|ß)|danke(?: \w+){0,2}|"
    r"un saludo|saludos(?: \w+)?|"
    r"atentamente|un cordial saludo|gracias(?: \w+)?|cordiali saluti|distinti saluti|cordialmente|saluti|"
    r"un saluto|grazie(?: \w+)?|met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|"
    r"groetjes|groeten|groet|"
    r"hoogachtend|alvast bedankt|bedankt)"
)

# First names and surnames that are words too: taken for a name beside another name only.
AMBIGUOUS = frozenset(
    """
    aime ambre ange blanche claire constant desiree fleur france grace hortense juste lola loup luce
    marine mercedes noel olive page perle prune reine rose sage victoire violette will celeste aube iris
    lilas rob mark bill sue joy hope faith may april june summer sky river jasmine olivier ange bon petit
    grand court blanc blanche noir rouge vert brun roux gros long fort bonnet berger boulanger charpentier
    chevalier clerc comte duc eveque fontaine hardy jardin juge loiseau maire marchand marechal marin
    mercier meunier montagne moulin noir olivier page paris pont poirier potier prince renard riviere
    roche roi rossignol roy sauvage vigne ville voisin chambre salle carpentier tailleur tonnelier bois
    bosc champ lac mer vallee colline pierre carre garde bourgeois brave cordier couturier gaillard joly
    parent perle poulain rose church king knight lane baker bishop carter cook fisher fox hill hunter
    mason miller moore parker porter potter rice shepherd smith stone taylor turner walker ward west white
    wood young black brown green gray grey page marsh rich strong wolf bach berg stein fontana bianco
    rossi verde leone re mercado campos flores leon luna mar ramos sol torres vega canal manche baron
    noble loyal franc dame jour joie ami lundi samedi avril mai juin janvier mars chat rat lievre cerf
    pinson merle fauvette corbeau faucon coq poisson saumon come desire eden line mia miles penny eve bella
    elke lieve blanca jet joke lone kit raven lourdes
    """.split()  # noqa: SIM905 - hundreds of quoted words would be harder to read
)

# Plain words which begin sentences, stand in capitals, or fill display names and mail addresses.
PLAIN = frozenset(
    """
    a abord absence accueil adresse afin agence aimerait ainsi alors annulation apres association
    assurance attention au aucun aucune aujourd'hui aussi autant autre aux avant avec avis avoir bas
    beaucoup bien bonjour bonsoir boulevard bravo bref bureau ca car ce ceci cela celle celui cependant
    ces cet cette chambre chaque cher chere cherche chers chez ci client cliente clients coucou comme
    comment commande comptabilite concernant contact contrat convocation cordialement courrier courriel d
    d'abord d'ailleurs d'autre dans date de deja demain demande depuis des deux devant deuxieme dieu
    dimanche direction directeur directrice docteur donc dont dossier du durant echange elle elles en
    encore enfin ensuite entre est et ete etre eu eux evidemment expedition exact facture famille faut
    faute formulaire formation france garanti groupe hello hier hotel hi ici il ils information infos
    insta internet interne j je jamais jeudi juillet juste l la le les leur leurs lors lorsque lui lundi
    ma madame mademoiselle maintenant mail mais malgre maman mardi me meme merci mercredi mes message
    messieurs mesdames mieux mobile moi mon monsieur n ne neanmoins ni nom non nos notre nous nouveau
    nouvelle objet office on or ou oui par parce pas peut peu plus point portable pour pourquoi pourriez
    pourtant pouvez premier premiere prenom prestataire probleme prochaine puis puisque qu quand que quel
    quelle quelqu quelqu'un quelques quels qui quoi rappel re reclamation ref reference refus
    remboursement reponse reservation reserve responsable retard rien s sa salut samedi sans sauf se
    secretariat sejour semaine serait service ses seule seulement si sinon site sms soit son sous soyez
    suggestion suis suite sur svp ta tarif tarifs tel telephone toujours tous tout toute toutefois toutes
    tres trois trop tu un une urgent urgence vendredi veuillez ville voici voila voiture vos votre vous vu
    week-end y janvier fevrier mars avril mai juin aout septembre octobre novembre decembre noel paques
    toussaint ascension pentecote printemps hiver automne the this that they there then these we when what
    where while who why with would you your and are as at but by dear for from good great hello her his
    however i if in is it its just my no not of off our please sir so sorry thank thanks to was yes und
    der die das den dem ein eine ich wir sie er es mit fur von vom zum zur am im auf bei nach seit guten
    tag hallo sehr geehrte damen herren el los las del una con por para hola buenas buenos dias tardes gli
    il lo uno per buongiorno buonasera salve het een van wij hallo beste geachte dag ik u no-reply noreply
    ne-pas-repondre admin info infos webmaster postmaster mailer daemon mailer-daemon visiteur anonyme
    anonymous utilisateur user client support newsletter notification notifications robot systeme equipe
    team iphone android outlook samsung orange gmail free yahoo hotmail wanadoo laposte sfr monsieur-le
    suisse belgique allemagne italie espagne angleterre europe francais francaise anglais anglaise
    allemand espagnol italien paris lyon marseille airbnb booking google facebook instagram tripadvisor
    whatsapp paypal visa mastercard dgccrf cnil rgpd cpf opco pdf tva ttc ht rib iban sav vtt tgv sncf
    samu pmr wifi tv hs sos ok lol merci-beaucoup mutuelle caisse banque facturation facture factures
    expertise reseau relations qualite commercial standard boutique magasin gerance etat mairie prefecture
    ministere tribunal mediateur police gendarmerie hopital clinique ecole college lycee conditions
    generales droit article loi code internet copie piece pieces jointe jointes photo photos objet envoye
    envoyee fwd tr fw aw antwort wg cc sujet expediteur destinataire email e-mail mel courriels
    """.split()  # noqa: SIM905 - hundreds of quoted words would be harder to read
)

TITLES = frozenset(
    """
    president presidente directeur directrice maire prefet ministre cher chere responsable juge mediateur
    """.split()  # noqa: SIM905 - hundreds of quoted words would be harder to read
)
