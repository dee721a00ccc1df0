"""French cues that somebody complains. One line of phrases each; written folded, without accents."""

from __future__ import annotations

from mailbot.understand.cues import KindCue, grievance

CUES: tuple[KindCue, ...] = (
    # -- what the person feels -------------------------------------------------------------------
    grievance("dit son mécontentement", 3.0, """
        mecontent*; insatisf*; inadmissible*; inaccept*; intolerable*; scandal*; honteu*; une honte
        lamentabl*; deplorable*; revolt*; outre|outree|outres; furieu*; exaspere*; en colere
        ras le bol; foutage; se moque* de; vous moquez; se fiche* de; se fout*; pas content*
        n est pas normal; c est pas normal; pas serieux; pas professionnel*; aucun professionnalisme
        manque ~ professionnalisme; manque de respect; manque de serieux; sans gene; plus jamais
        jamais vu ca; jamais ete aussi mal; c est abuse; nul|nulle|nullissime|pourri*; catastroph*
        une catastrophe; un desastre; desastreu*; cauchemar*; horrible*; arnaqu*; escroqu*
        une escroquerie; nous a vole*; m a vole*; publicite mensongere; mensong*; tromperie
        avoir honte; de qui se moque t on; se moque t on; c est un comble; ca suffit; pas digne*
        """),
    grievance("dit sa déception", 2.2, """
        decu|decue|decus|decues|decevant*|deception*; deplor*; je regrette; nous regrettons
        regrettable*; navrant*; gache*|gachis; pas a la hauteur; laisse* a desirer; pas terrible
        pas glorieux; reste* sur ma faim; reste* sur notre faim; on ne reviendra*; nous ne reviendr*
        je ne reviendr*; pas pres de revenir; a eviter; deconseill*; pas recommand*; ne recommand* pas
        mauvaise surprise; mauvais accueil; mauvaise experience; tres mauvais*; desagreab*; agacant*
        ca m agace; enerve*; quelle ne fut pas; desappoint*; vexe*; vexant*; humili*
        choque*|choquant*; consterne*|consternant*; ahurissant*; aberrant*; anormal*; stupefait*
        pas ragoutant; degoutant*; degout*; ecoeur*; marre; en ai assez; assez de; limite quand meme
        c est limite; abusif*|abusive*; injuste*; injustifi*; indecent*; mediocre*; bacle*; minable*
        """),
    grievance("exprime un regret", 1.3, """
        dommage; bien dommage; quel dommage; helas; malheureusement; il est regrettable; un peu cher
        trop cher; bien cher; cher paye; moyen moyen; bof; pas top; pas genial; pas tres propre
        peu propre; pas clair; quand meme; tout de meme; sans compter; cerise sur le gateau
        pour couronner le tout; par dessus le marche
        """),
    grievance("ironise", 1.6, """
        quel talent; quelle ponctualite; quelle efficacite; quel professionnalisme; quel accueil
        quelle organisation; ne changez rien; merci l accueil; merci pour rien; bel exemple
        bravo pour la|le|l ~ retard*|attente|accueil; belle mentalite; chapeau bas; votre legendaire
        laissez moi rire; permettez moi de rire; soi disant; mieux vaut tard; je vous laisse ~ mediter
        on croit rever; on reve; comme par hasard; monts et merveilles
        """),
    # -- what the person asks for ----------------------------------------------------------------
    grievance("demande réparation", 2.4, """
        geste commercial; dedommag*; indemnis*; compensation*; compenser; me rembours*; nous rembours*
        etre rembours*; le remboursement; un remboursement; mon remboursement; remboursement integral
        remboursement de|des|du; exige*; j exige; nous exigeons; rembourser; remboursez
        toujours pas rembours*; jamais rembours*; non rembours*; pas rembours*; rendre mon argent
        rendre l argent; mon argent; un avoir; un dedommagement; reclame* ~ rembours*; excuses ecrites
        presenter ~ excuses; des excuses; aucune excuse; pas d excuse*; mot d excuse*
        reparation du prejudice; prejudice*; me rendre ~ caution; rende* ma caution; recredit*
        soit annule*; rectifier; rectification; faire le necessaire pour; debloquer
        demande* des explications; attends une explication; attends des explications; une explication
        demande* des comptes; qui est responsable; qui m indemnise; qui paye; annuler ~ relance*
        cesser; nous soient rendu*; me soit rendu*; soient rembours*; soit rembours*; aucun geste
        """),
    grievance("conteste", 2.0, """
        je conteste; vous nous|m avez ~ facture|debite|preleve|compte; nous contestons; contest*
        je m oppose; refus* de payer; ne paierai pas; indument; a tort; litige; facture ~ erron*
        erreur de facturation; erreur ~ facture; erreur* sur; surfactur*; double debit
        debite* deux fois; debite ~ deux fois; debite ~ sans; preleve* ~ deux fois; preleve* a tort
        deja regle*|paye*; preleve* encore; encore preleve*; sans mon accord; sans notre accord
        sans autorisation; jamais demande
        """),
    grievance("annonce un recours", 2.5, """
        mise en demeure; mettre en demeure; mets en demeure; mon avocat*; notre avocat*; un avocat
        huissier*; commissaire de justice; tribunal; en justice; suites judiciaires; saisir ~ mediat*
        saisis le|la; saisirai*; je saisis; dgccrf; repression des fraudes; signalconso; signal conso
        que choisir; 60 millions; porter|porte|portons|portee plainte; depose* plainte
        deposer plainte; depot de plainte; association de consommateurs; defenseur des droits
        voie* de droit; reserve* ~ droits; conciliateur; recommande avec accuse; mon conseil
        poursuite*; poursuivre en
        """),
    grievance("se plaint en toutes lettres", 2.0, """
        je me plains; nous nous plaignons; me plaindre; nous plaindre; ma plainte; une plainte
        plainte contre; ma reclamation; notre reclamation
        faire|deposer|formuler|adresser ~ reclamation; je reclame; nous reclamons
        porter a votre connaissance; vous faire part de ~ mecontent*|decept*|indign*
        tiens a ~ signaler; tenais a ~ signaler; vous signaler; je signale; vous alerter; je denonce
        denoncer; reclamer
        """),
    grievance("le mot est dit", 0.8, "reclamation*; plainte*; alerte; signalement; incident*"),
    # -- what went wrong -------------------------------------------------------------------------
    grievance("rien ne vient", 2.2, """
        toujours pas; toujours rien; toujours aucun*; jamais recu*; rien recu; jamais eu ~ reponse
        aucune reponse; aucun retour; aucune nouvelle; sans nouvelle*; sans reponse; sans aucune
        restent sans; reste sans; personne ne; personne n a|est|etait; personne a l accueil
        personne pour; personne n; pas de reponse; pas recu; plus de nouvelle*; plus rien; plus aucun*
        n arrive* pas a; n arrive* jamais; n ai jamais; n a jamais; n avons jamais; n ont jamais
        n est jamais; jamais venu*; ne repond* pas|jamais|plus|a aucun; ne decroch* pas
        sonne dans le vide; pas ete rappel*|recontact*|prevenu*|inform*|averti*; on me balade
        attend* depuis; attends depuis; depuis ~ semaines|mois; depuis ~ jours; # mois que
        # semaines que; mois # ~ relance*; # fois que; troisieme fois; deuxieme fois; quatrieme fois
        2e fois; 3e fois; 3eme fois; enieme; se renvoi*; me renvoi*; nous renvoi*; se rejett* la
        ping pong; renvoye* de; encore une fois; une fois de plus; troisieme mail; deuxieme mail
        deja ecrit; relance* ~ fois; malgre ~ relance*|appel*|courrier*|mail*
        mois que j attends|attends; voici|voila ~ mois|semaines; tout ferme; porte close
        trouve ~ ferme*
        """),
    grievance("ce qui était promis ou dû n'a pas été tenu", 1.8, """
        n a pas ete; n ont pas ete; n avons pas ete; n ai pas ete; n etait pas; n etaient pas
        n y avait pas; n y avait plus; n y avait aucun*; il n y a plus; n a pas voulu; n a pas su
        n ont pas voulu; n a rien; n ont rien; n a pas pu; n avons pas pu; n ai pas pu; n ai pas eu
        n avons pas eu; n avait pas; n avons rien; n est pas venu*; n est venu*; n est pas passe*
        pas respect*; non respect*; jamais respect*; non conform*; pas conform*; pas fonctionn*
        ne fonctionn* pas; ne marche* pas; ne marchait pas; marche pas; pas propre*; pas frais
        pas fraiche*; on nous avait promis; avait promis; aviez promis; etait prevu; etaient prevu*
        prevu* a l origine; promis*; annonce* sur; vendu* comme; sans prevenir; sans ~ explication*
        sans avertir; sans avis; sans excuse*; sans raison; sous pretexte; la veille au soir
        # ~ retard; heures de retard; minutes de retard; en retard; retard*; faute de personnel
        aucune information; aucun panneau; aucun message; aucun remboursement; tarif plein
        plein tarif; prix fort; pour rien; dans le vide; a la derniere minute; ne serv* a rien
        rien de ce
        """),
    grievance("les suites d'une erreur", 1.5, """
        s est trompe*; se sont trompe*; vous etes trompe*; erreur*; perdu|perdue|perdus; a perdu
        ont perdu; egare*; oublie* de; a oublie; ont oublie; annule* ~ veille; annule* sans
        annule* au dernier; supprime* sans; supprimees; refus* de; refuse de; a refuse; ont refuse
        m a refuse; nous a refuse; on m a refuse; refusent; refus*; m a|nous a facture
        facture* en trop; en trop; supplement*; penalite*; preleve*; debite*|debites; ont preleve
        rembarr*; mal indiqu*; mal regle*; mal inform*; mal organis*; mal entretenu*; mal accueilli*
        mal recu*; mal servi*; manque* de|d; manquait; manquaient; manquant*; defaillan*; dysfonction*
        negligen*; desorganis*; incompetent*; ignore*; ignoraient; bloque*; bug*; plante|plantage
        erreur #; impossible de; impossible d; surbook*; introuvable*; perime*; non tenu*
        coupe* ~ fois; decompt*; rate|rates|ratee; loupe; il a fallu; a du; avons du; ai du
        avons attendu; ai attendu; attend* ~ heure*|minute*; d attente; queue de
        """),
    grievance("un état qui ne va pas", 1.8, """
        sale|sales|salete*|crasseu*|crasse; degueul*; repugnant*; infect*|infecte; insalubr*; moisi*
        humidite; odeur*; puait|pue|puant*; cafard*; punaise*; souris; rat|rats; poubelles pleines
        deborde*; mal lave*; cheveu*; en panne; panne*; casse|cassee|casses|cassees; defectueu*
        hors service; abime*; usee|uses|usees; vetuste*; deglingue*; fuite*; fuit; inond*; glacial*
        gelee|gele|geles; froide|froides|froid; eau froide; sans chauffage; sans eau; pas d eau
        pas de chauffage; non chauffe*; tapage; vacarme; dormi|dormir ~ pas|impossible; trop bruyant*
        bondee*|bonde; surcharge*; trop ~ monde; ferme*|fermes|fermees ~ sans; etait ferme*
        etaient ferme*; ferme* ~ fois; raye*; rayures; tach*; arrache*; pollu*; deterior*
        brule|brulee|cramee; immangeable*; dangereu*; danger; mise en danger; risque* ~ accident
        glissant*; descell*; rouill*; denude*; gaspill*; rien n etait pret; menage pas fait
        pas nettoye*; pas change*; insuffisan*; vetuste; tordu*; bancal*
        """),
    grievance("une conduite blessante", 2.3, """
        impoli*; malpoli*; desagreable*; odieu*; agressi*; arrogant*; hautain*; mepris*; meprisant*
        moqueu*; se moqu*; rire au nez; rigole; rit|ricane*; insult*; injuri*; cri|crie|criait; hurl*
        engueul*; menac*; menace*; grossi*; deplace|deplaces|deplacee|deplacees; propos ~ deplac*
        racis*; discrimin*; sexis*; homophob*; harcel*; haussement; hausse les epaules; raccroch*
        claque* ~ porte; envoye* balader; envoye* promener; manque de tact; mal parle; parle mal
        parle mal a; traite* de; traite* comme; comme un chien; en larmes; en pleurs; pleur*; froid et
        accueil glacial; accueil froid; aucune empathie; aucun respect; sans respect
        on nous a fait comprendre; fouill*; vole|volee|voles; m a vole; touche* ~ cuisse
        attouchement*; gestes ~ deplac*; brutal*; bouscul*; frapp*
        """),
    grievance("on lui a répondu", 1.0, """
        on m a dit|repondu|explique|fait|repond; on nous a dit|repondu|explique|fait; m a repondu
        nous a repondu; on me dit|repond|explique; on nous dit|repond|explique; a repondu que
        repond que; m a lance; nous a lance; m a simplement; nous a simplement; il parait que
        pretend*; soi disant; nie|nient|nier; me dit que; me disent; nous dit d; me repondent
        m a dit de; a rigole; s est contente*
        """),
    grievance("un dommage corporel", 2.3, """
        bless*; fracture*; entorse*; luxation; brulur*; intoxic*; malade* ~ lendemain; vomi*; hopital
        hospitalis*; urgences; pompiers; samu; ambulance; est tombe*; glisse sur; ai glisse
        electrocut*; decharge; oedeme; coup* de courant; mordu*; morsure*; plaie*; casse le|la
        arret de travail; jours d arret; itt; points de suture; traumatis*; rupture du; en sang
        saign*; verre dans
        """),
    grievance("ce qui a pu arriver", 1.3, """
        allergi*; malades; chute|chutes; tombe|tombee|tombes; penible*; bruit*|bruyant*
        attente|attentes; au lieu de|du|des|d; contrairement a|aux; alors que|qu; pourtant
        en attendant toujours; indigne*; abuse|abuser; laisse|laissee|laisses ~ seul|seule|seuls
        lapin; posent|pose un lapin; desserre*; deconnect*; se deconnecte; ne s enregistre*
        trop tard|tot
        """),
    grievance("a payé pour cela", 0.7, """
        ai paye; avons paye; j ai regle; paye* # euros; # euros pour; # euros la; # euros de l heure
        on paie; je paie; pour ce prix; a ce prix; # balles; ca fait cher; nous a coute; m a coute
        """),
    grievance("une question qui reproche", 1.8, """
        est il normal; est ce normal; c est normal; trouvez vous normal; vous trouvez ~ normal
        comment se fait il; comment est ce possible; pourquoi personne; pourquoi n ai je|avons nous
        pourquoi ne m a; pourquoi ne nous a; pourquoi a t on; combien de temps encore
        quand allez vous; jusqu a quand; que comptez vous; qu est ce qui bloque; qu attendez vous
        que pouvez vous faire; qui va; combien d accidents; est ce la le|la; est ce ainsi; a quoi bon
        """),
)  # fmt: skip
