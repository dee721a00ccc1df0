"""French cues that a mail is something else: praise, proposals, questions, bookings, papers, robots."""

from __future__ import annotations

from mailbot.understand.cues import KindCue, grievance, other, proposal

CUES: tuple[KindCue, ...] = (
    # -- nothing to complain about ---------------------------------------------------------------
    other("remerciement", "dit n'avoir rien à reprocher", """
        aucune reclamation ~ formuler|faire; aucune plainte ~ formuler|faire; aucune reclamation
        aucune plainte; pas de reclamation; pas une reclamation; aucun reproche; pas un reproche
        n est pas un reproche; ne me plains pas; ne nous plaignons pas; pas a me plaindre
        n ai pas a me plaindre; sans reproche; rien a redire; rien a reprocher; rien a signaler
        zero defaut; pas decu*; jamais ete decu*; jamais decu*; n ai rien a redire
        n a rien trouve a redire; rien trouve a redire; pas du tout decu*; ne regrett* pas
        """, relief=2.6),
    other("remerciement", "retire ou clôt sa plainte", """
        je retire ma plainte|reclamation; retire ma ~ plainte|reclamation
        annule ma ~ plainte|reclamation; vous pouvez classer; pouvez clore; c est regle
        tout est regle; est regle; tout est rentre dans l ordre; probleme ~ resolu
        c est moi le fautif; tout est resolu; plus de souci; ne tenez pas compte; erreur de ma part
        c est moi qui me suis trompe*; sans suite; plus besoin de
        """, relief=3.0),
    other("remerciement", "remercie", """
        je tenais a ~ remercier; tiens a ~ remercier; tenons a ~ remercier; vous remercier
        je remercie; je vous remercie ~ coeur; un grand merci; bravo; grand merci; immense merci
        mille mercis; mille merci; merci infiniment; merci du fond; merci encore; remerciements
        merci pour votre|vos|l|la|le|cette|ce|tout; merci de votre gentillesse
        merci a toute|toutes|tous; merci a|aux; felicit*; chapeau; continuez; toute notre gratitude
        reconnaissant*; chaleureusement
        """, relief=1.2),
    other("remerciement", "loue ce qui a été fait", """
        tout le bien; comme des rois|reines|princes; patience d ange; parfait*; impeccable*
        formidable*; excellent*; merveill*; magnifique*; magique; au top; super; superbe*; genial*
        exemplaire*; adorable*; charmant*; ravi|ravie|ravis; enchante*; tres bon accueil
        tres bien accueilli*; gentillesse; tres content*; tres satisf*; satisfait* de; vous recommand*
        je recommande; on reviendra*; nous reviendr*; au plaisir de revenir; sans probleme
        tres bien passe*; a adore; avons adore; on adore; on a adore; bonheur; tres pro|professionnel*
        aux petits soins; bienveillan*; a l ecoute; grace a; tres bien mange; quelle belle
        ai eu mon permis; jai eu mon; recu* au permis|examen; belle decouverte; bonne continuation
        """, relief=0.7),
    # -- proposals -------------------------------------------------------------------------------
    proposal("propose pour l'avenir", 3.0, """
        je suggere; nous suggerons; je vous suggere; suggerer; une suggestion; ma suggestion
        suggestion*; une idee; petite idee; idee; idees; boite a idees; proposition|propositions
        je propose; je vous propose ~ d|de; puis je proposer; me permets ~ suggestion; pourquoi ne pas
        pourquoi pas; avez vous pense; vous avez pense; avez vous ~ envisag*; serait il envisageable
        est il envisageable; et si vous; et si on; et si l on; que diriez vous
        """, relief=1.3),
    proposal("dit ce qui serait bien", 2.6, """
        il serait bien|bon|utile|souhaitable|agreable|judicieux|interessant|pratique|opportun
        il serait ~ bien|bon|utile
        ce serait bien|bon|utile|super|top|genial|pratique|encore|sympa|chouette|ideal|un
        ca serait bien|top|super|cool; serait ~ un plus; serait ~ bienvenu*; serait ~ utile*
        seraient ~ utile*; seraient ~ bienvenu*; serait ~ apprecie*; serait ~ agreable
        serait ~ pratique; serait ~ plus; serait possible ~ d|de; serait il possible d|de
        est ce qu on pourrait
        pourriez vous ~ installer|prevoir|ajouter|mettre|proposer|creer|organiser|envisager
        pourrait ~ utilement; on pourrait; vous pourriez; pourraient ~ proposer|etre|faire|avoir
        pourrait ~ proposer|avoir|etre; vous devriez; vous gagneriez; gagnerait a; gagneraient a
        meriterait|meriteraient; aiderait|aideraient; faciliterait
        ferait|feraient ~ bonheur|heureux|bien; feriez des heureux; rendrait ~ plus; attirerait
        comblerait; aurait un succes; eviterait|eviteraient; permettrait|permettraient ~ d|de
        manquerait plus; a ameliorer; ameliorer; piste* d amelioration; j aimerais ~ voir
        on aimerait ~ avoir; nous aimerions ~ voir; j apprecierais; il faudrait; faudrait
        il manque juste; suffirait; un petit plus; encore mieux; rendrait l|la|le|les; interet a
        a quand; me semblerait
        """, relief=1.2),
    proposal("parle de l'avenir", 0.9, """
        a l avenir; pour l avenir; a la prochaine; l an prochain; la prochaine fois; l annee prochaine
        la saison prochaine; pour la suite; prochaine saison; a bon entendeur; a vous de voir
        juste une remarque; une remarque; petite remarque
        """, relief=0.3),
    # -- questions -------------------------------------------------------------------------------
    other("question", "demande un renseignement", """
        quels sont; quelles sont; quel est; quelle est; a quelle heure; quels horaires; quel tarif
        vos tarifs; vos horaires; je voudrais savoir; voudrais juste savoir; souhaiterais savoir
        souhaite savoir; aimerais savoir; aimerions savoir; aimerions connaitre; souhaitons connaitre
        souhaiterais connaitre; voudrais connaitre; pouvez vous ~ indiquer
        pourriez vous ~ indiquer|dire|preciser|envoyer|renseigner|communiquer
        pouvez vous ~ dire|preciser|envoyer|renseigner; demande de renseignement*
        demande d information*; un renseignement; des renseignements; quelques informations
        est ce que vous ~ proposez|avez|acceptez; proposez vous; acceptez vous; avez vous des|un|une
        y a t il; existe t il; est il possible d|de; peut on; faut il; puis je; dois je
        quelles pieces; quel format; quels documents; une brochure; votre brochure; documentation
        plan de|du; une question; petite question; ou puis je; ou peut on; demande de un devis; devis
        eligible*; renseignez moi; qui peut me repondre; interview; a qui adresser; comment faire pour
        comment s inscrire; l a t on retrouve*; objet perdu; objets trouves; ai oublie un|une|mon|ma
        """, relief=1.3),
    other(
        "question",
        "demande comment réclamer",
        """
        ou|comment|qui ~ deposer|adresser|faire|envoyer|formuler une reclamation|plainte
        """,
        relief=1.5,
    ),
    other(
        "question",
        "pose une question",
        """
        est ce que; pouvez vous ~~ envoyer|renvoyer|confirmer|communiquer|transmettre|fournir
        """,
        relief=0.9,
    ),
    other("question", "finit par un point d'interrogation", "?", relief=0.4),
    # -- bookings --------------------------------------------------------------------------------
    other("reservation", "réserve, modifie ou annule", """
        souhaite* reserver; souhaiterais reserver; voudrais reserver; aimerais reserver; je reserve
        pour reserver; souhaite annuler; souhaiterais annuler; dois annuler; devons ~ annuler
        voudrais annuler; je dois ~ annuler; annuler ~ reservation|sejour|visite|lecon|cours|rendez
        annulation de ma|notre|mon|reservation; annulation; modifier ma reservation
        demande de reservation; reservation pour; confirmer ma reservation; confirmez ma reservation
        reporter ~ lecon|cours|rendez|visite; peut on ~ reporter; ne pourra pas venir
        ne pourrai pas venir; ne pourrons pas venir; merci de m inscrire; m inscrire; merci d inscrire
        inscription; je m inscris; serons absents; suspendre ~ passages|livraisons|lecons
        deplacer ~ rendez|lecon; bulletin d inscription; une table pour; places pour
        """, relief=1.4),
    # -- papers and business ---------------------------------------------------------------------
    other("autre", "pose sa candidature", """
        candidature; je postule; lettre de motivation; mon cv; ci joint cv; curriculum
        recherche un stage; cherche un stage; stage de # semaines; offre d emploi; un emploi; poste de
        au poste; entretien d embauche; actuellement etudiant*; recherche une alternance
        cherche une alternance; disponible immediatement
        """, relief=2.0),
    other("autre", "envoie une pièce ou une facture", """
        veuillez trouver ~ joint*|facture; trouverez ~ notre facture
        ci joint* notre|la|le|votre|ma|mon; notre facture; en piece jointe; a regler sous; echeance du
        bon de commande; releve de compte; confirmez vous l absence; attestation d assurance
        bordereau; avis d echeance; pour votre dossier; vos releves; dans le cadre de la cloture
        """, relief=1.4),
    other("autre", "déclare ou met à jour", """
        declaration de sinistre; je vous declare; je declare un|une; constat joint; constat amiable
        ouvrir un dossier; mettre a jour; mise a jour; modifier notre fiche; notre fiche
        mon nouveau rib; nouveau rib; changement d adresse; changement de rib; ma nouvelle adresse
        nouveaux tarifs; nos tarifs; nos horaires; fermeture annuelle; arrete municipal
        veuillez informer; merci d informer; communique de presse; journaliste; compte rendu
        ordre du jour; proces verbal; convocation a l assemblee; je vous informe du changement
        """, relief=1.5),
    other("autre", "exerce un droit sur ses données", """
        conformement au rgpd; rgpd; donnees personnelles me concernant; droit d acces; droit a l oubli
        article 15 du; supprimer mes donnees; effacement de mes donnees; desinscrivez moi
        delegue a la protection
        """, relief=1.5),
    # -- what counts for nothing, and hides what would ---------------------------------------------
    grievance("formule sans portée", 0.0, """
        nulle part; temps d attente; musique d attente; file d attente; liste d attente
        salle d attente; dans l attente de; en attendant; absence de litige; sans litige
        n hesitez pas; ne manquez pas; n oubliez pas; assurance annulation
        merci pour|de votre|ta reponse|retour|comprehension|aide|attention|diligence|patience|intervention
        merci d avance|par; par avance merci; en vous remerciant; vous remerciant; ne sais pas quoi|si
        je ne sais pas; bien froid; il fait froid|chaud; eau froide potable; sans perdre
        plat|plats|entree|buffet froid*; boisson* fraiche*; risque d avalanche; n est ce pas
        pas de souci; pas de probleme; pas grave; rien de grave; pas mal; pas mal de; chute d eau
        chutes d eau; remboursable; remboursement de mes frais de deplacement; ne serait ce que
        pas encore; que se passe t il si
        en cas de ~ retard|panne|annulation|perte|vol|casse|litige|reclamation; si jamais; pas cher
        """),
    proposal("parle au conditionnel", 0.8, """
        serait|seraient|pourrait|pourraient|pourriez|devrait|devraient|devriez|ferait|feraient|permettrait
        """, relief=0.2),
    # Last, so that everything more precise wins over it.
    grievance("une négation", 0.6, "ne|n ~ pas|jamais|plus|rien|aucun*|personne|nulle"),
)  # fmt: skip
