"""Words that only sound serious: a match takes away whatever overlaps with it."""

from __future__ import annotations

VETO = """
    bras casses; bras casse*; votre|vos|leur|cette|la|une mise en demeure de # euros
    votre|leur mise en demeure; avant poursuites; langue|langage|jargon d avocat*; vieillissement premature*
    finir par porter plainte; viens porter plainte; vais porter plainte s|si|aupres; porter plainte comme
    enfants seul|seule ~ et|depuis|elle; carte de france; ballon|radiateur|bouton ~ brul*; bouche bee
    saignant|saignante; envie de vomir; a vomir; wacker geschlagen; couper au couteau; exercice d evacuation
    plan d evacuation; bloc operatoire; c ~ abuse; c est abuse; commissariat a mieux; ambulances
    a l hopital ~ rendez|consultation; rendez vous ~~ hopital; rendez vous a l hopital; rdv ~ hopital
    nos amis des urgences; decharge ~~ responsabilite; decharge a|signee; une|la decharge de
    faire un drame|fromage; faire ~ tout un plat; n est pas un drame; pas un drame; pas de quoi ~ drame
    rien de dramatique; pas dramatique; conseil client*; conseil municipal; mort aux rats; n est pas mort
    court|courts ~ tennis; rien de casse; pas de casse; pas de bobo; plus de peur; pas de blesse*
    aucun blesse*; personne ~ blesse*; pas ~ blesse*; sans blesse*; n a ~ blesse
    blesse ~ amour|orgueil|fierte|personne; plus de peur que de mal
    mourir de rire|faim|soif|fatigue|honte|ennui|trouille
    mort* de rire|faim|soif|fatigue|honte|froid|ennui|trouille|chaud; mort de froid lol; a mourir de rire
    violet*; violon*; hopital des nounours; ca va pas vous tuer; c est mortel; porter plainte n est pas
    sans porter plainte; ne porte* pas plainte; porter|porte|portons plainte aupres de vous|chez|ici
    plainte chez vous; plainte aupres de vous; plainte ~ aupres de vous; aupres de vous ~~ plainte
    porter plainte contre votre|vos|le|la|ce|cette|les ligne|tarif*|facture|site|menu|serveur|service
    pas ~ porter plainte; pas ~ plainte a la police; je viens porter plainte; vais porter plainte aupres
    plainte ~ entre guillemets; sans danger; aucun danger; pas ~ dangereu*; hors de danger; pas de danger
    point|points de vente|collecte|relais|fidelite|retrait|presence|vue|#; # points ~ fidelite|permis|sur
    salle d attente; cafe de la presse; maison de la presse; sous pression; avis de la presse
    revue de presse; en temps; salle des urgences; service des urgences; numero d urgence; en cas d urgence
    d urgence; protection juridique juridis; votre protection juridique; la protection juridique
    pas besoin d avocat; ni avocat; pas d avocat; sans avocat; nulle intention
    n ai ~ intention ~~ procedure|avocat|justice|tribunal
    pas l intention ~~ procedure|justice|tribunal|avocat|plainte; loin de moi ~~ justice|avocat|tribunal
    je ne vais pas ~~ tribunal|avocat|justice; pas ~ aller ~ tribunal|justice; sous prefet; sous prefecture
    calendrier des pompiers; bal des pompiers; avocat ~ crevette*|salade|toast|guacamole; salade ~ avocat
    avocat* fruit*; fruit* ~ avocat*; juge* ~ inutile|normal|bon|utile; a vous de juger|juge
    je vous laisse juge; jugez; menu enfant; un menu enfant oublie; enfant* pour un|une seul|seule
    une seule fois; seul* ~ hic|bemol|regret|probleme|ombre|point|defaut|detail|souci|reproche
    seul|seule ~ douche|fois|salle|serveuse|serveur|caisse|toilette|personne|guichet|remarque|question
    pour un seul; la seule; le seul; les seuls; un seul; une seule; tout seul ~ comme|grand; pas en danger
    pas de danger pour; coup de fil; coup d oeil; coup de main; coup de pouce; coup de fouet; coup de coeur
    frapper a ~ porte; frappe* a la porte; frappe ~ porte; a frappe; frappe ~ clavier; coup* bas
    violence du vent|orage; frapp* ~ qualite|gentillesse|contraste|par; coupe* du|de|ski|monde
    brule* ~ crepe|galette|pizza|viande|pain|gateau|dessous|dessus|plat|sucre|etapes
    galette|crepe|pizza|viande|pain|frites|gateau|steak|plat|quiche|gratin|saucisses|lasagnes ~~ brule*
    a la porte; opere* ~ un|une changement; operation ~ portes|de com|speciale|promo*|ete|hiver|bancaire
    chirurgicale; arme* de patience; tete de ~ gondole|liste|lit|file; tete en l air; prise de tete
    prise* electri*; prise* de courant; mal de mer; coup de tete; question de justice; rendre justice
    pour etre juste; justice ~ rendue; par souci de justice; ce n est que justice; justice soit
    carte blanche; injures de; police ~ assurance|#; numero de police; police n; poliza; polizza; police d
    ma police; votre police; police number|no; sous la main; cous* main; main courante escalier
    tenir la main courante; abusif; abus de langage; abusive*; tarif* ~ abusi*
    hospital ~ visit|stay ~ cancel*; hospitalier*; ospitalita; hospitalite; hospitality; medecin du travail
    gefahren; gefahrene; ungefahr*; kindergarten; gericht* ~ war|kalt|lauwarm|essen|haupt*; hauptgericht*
    gerichte; bloedheet; bloemen; bloeien; bloed mooi; broche ~ fleur; le personnel ~ malade; chef ~ malade
    malade* ~ cuisinier|formateur|prof
    formateur|prof|professeur|monitrice|moniteur|intervenant|animatrice|secretaire ~ malade; etant malade
    etait malade; je suis malade|hospitalise*; pour cause ~ hospitalisation|maladie; cause ~ hospitalisation
    suite a ~ hospitalisation|operation|accident; dictee* ~ parce que; nos droits; vos droits
    """
