"""Words that name nobody by themselves: articles, kinds of business, words of every day, all folded.

« hôtel » tells what a house is, not which; « Le Central », « La Terrasse » are names only with a capital
or behind a word such as « restaurant ».
"""

from __future__ import annotations

_ARTICLES = """
    le la les l un une des de du d et a au aux en chez sur sous the of and at in dans par pour der die
    das von zum im am el los las del y il lo gli di della dei het een van
    """
ARTICLES = frozenset(_ARTICLES.split())

# What comes before the name of a business, and makes a name of the ordinary word that follows.
_GENERIC = """
    hotel restaurant resto camping campsite gite auberge chalet residence ecole centre center agence
    cabinet garage carrosserie mutuelle compagnie societe ste sarl sas sasu eurl scop scea gaec
    association institut domaine maison ferme parc park musee museum cafe bar brasserie creperie
    pizzeria snack location chambre hote village taxi transport autocar car office tourisme bureau
    service groupe boulangerie boucherie spa etablissement ets salon club base studio atelier boutique
    magasin clinique ehpad creche lycee college entreprise formation conseil assurance prestation
    gestion bit station piscine theatre cinema villa appartement meuble hostel inn lodge ristorante
    albergo ferienwohnung campingplatz skischule espace point accueil
    """
GENERIC = frozenset(_GENERIC.split())

# Those of them that are houses with a name: « hôtel Central » is a name, « point central » is not.
_HOUSES = """
    hotel restaurant resto camping gite auberge chalet agence cabinet garage carrosserie mutuelle ecole
    cafe bar brasserie creperie pizzeria taxi centre club institut residence boutique magasin
    """
HOUSES = frozenset(_HOUSES.split())

_ORDINARY = """
    accueil aigle air aigles alpage ami ancre ange anse arbre arcade arche ardoise argent aube aurore
    avenir avenue azur baie balcon banque bar barque bas bateau beau belle berge berger bergerie biche
    blanc bleu boi bois bonheur bord bouchon bouge boule boutique bulle cabane caisse campagne canal cap
    caravelle carre cascade cave central centrale centre cerf cerise champ chapeau charme chateau
    chaumiere chemin chene cheval chevre cime citadelle clairiere clef cle clocher cloche coin col
    colline colombe comptoir confluence coq coquille corail corne cote coteau coup cour couronne criee
    croix cuisine dauphin delice depart detente diamant digue dune eau ecluse ecrin eden edelweiss
    embarcadere emeraude entree entretien equipe escale etable etang etape etoile europe evasion
    facturation falaise famille fenetre fer fleur foret forge fontaine four foyer france gare garde
    glisse grand grande grange grenier grotte gui guide guichet havre haut haute herbe heure hirondelle
    horizon ile information inscription instant jardin jeu joie jour kiosque lac lagon lagune lanterne
    lavande lavoir lion littoral loisir loup lune lumiere madame mairie manoir marche mare marin marine
    marmotte matin menage mer meridienne midi mimosa mine mistral monde moniteur monitrice mont montagne
    moulin mouette muse nature navette neige nid noir nord normandie nuage nuit oasis ocean olivier
    ombre or orange orangerie orchidee orient ours ouest page paillote palais palmier panier panorama
    papillon paradi paradis parfum paris parking pas passage passerelle passion patio pavillon paysan
    pecheur pedagogie pelican perle petit petite phare pied pierre pin pinede piste place plage plaine
    plaisir planning plat plongee plume pomme pont port porte portail poste prairie pre premier pressoir
    prestige prieure princesse printemp printemps puits quai quartier randonnee refuge rempart repos
    relais reservation rive rivage riviere roc roche rocher roi rose rosier royal royale ruche rue
    ruisseau sable saison salle sapin sapins saveur secretariat sentier sinistre site ski soleil sommet
    souche source souscription sport standard sud table taverne temps terrasse terre theatre thym
    tilleul toit torrent tour tourelle tradition traineau travers treille tulipe univers val vallee
    vague vedette vent verger vert verte vie vieux vigne vignoble ville voile voyage voyageur vue zenith
    web taxe sejour administration comptabilite compta contrat devi devis resiliation abonnement
    billetterie bibliotheque direction livraison logement pastorale pepite piano pivoine plein ciel
    """
ORDINARY = frozenset(_ORDINARY.split())

_CIVILITIES_WORDS = """
    m mr mme mlle monsieur madame mademoiselle maitre dr docteur frau herr herrn mrs ms miss signora signor
    senor senora mevrouw meneer
    """
CIVILITIES = frozenset(_CIVILITIES_WORDS.split())
