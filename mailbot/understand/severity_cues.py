"""The words by which a complaint is serious, in six languages.

Words in capitals stand for a class of words. `SERIOUS` is enough by itself, of `WORRYING` it takes two.
"""

from __future__ import annotations

from mailbot.understand.phrases import spelled_out

_CLASSES = {
    "BODY": "bras|jambe*|pied*|main|mains|doigt*|cheville*|genou*|poignet*|hanche*|femur|epaule*|dos|"
    "tete|nez|dent|dents|visage|oeil|yeux|"
    "menton|front|levre*|cote|cotes|coude*|clavicule|tibia|orteil*|arcade|crane|mollet|cuisse|bassin|cou|"
    "ongle*|joue*|paupiere|nuque|col|"
    "avant",
    "HURT": "casse*|brise*|ouvert|ouverte|entaill*|coup*|brul*|tordu*|platre*|foul*|deboit*|ecras*|"
    "coince*|sang*|bless*|recous*|recoudre|"
    "operee|opere|arrache*|luxe*|fele*|gonfl*|enfle*|dechire*|bleu|bleus|marque*|hematome*|fract*|"
    "suture*|fendu*|rompu*",
    "CHILD": "enfant*|fils|fille|filles|gamin*|eleve*|gosse*|bebe*|bebes|fillette|gamine|"
    "garcon*|gars|maternelle|"
    "jumeaux|nourrisson",
    "KID": "child|children|son|daughter|boy|girl|baby|toddler|kid|kids|sohn|tochter|kind|kinder|baby|"
    "zoon|zoontje|dochter|dochtertje|"
    "kinderen|hijo|hija|nino|nina|ninos|bebe|figlio|figlia|bambin*|bimb*",
    "ALONE": "seul|seule|seuls|seules|oublie*|perdu|perdue|egare*|abandonne*|enferme*",
    "KIN": "mere|maman|pere|papa|mari|femme|grand|tante|oncle|voisine|voisin|epouse|epoux|frere|soeur|belle",
}


SERIOUS = {
    "une personne est blessée ou malade": """
        blesse|blessee|blesses|blessees|blessure* ~ moi|bras|main|grave*|jambe*|tete|pied
        suis|est|sont|etre|ete blesse*; blessure*; blesse a|au|aux; fractur*; entorse*; luxation*; brulure*
        brule* au|a la|aux; brule* BODY; intoxic*; empoisonn*; salmonel*
        vomi|vomir|vomissement*|vomit|vomissait|vomissaient; tous malades; tombe* malade*; rendu* malade*
        malade* ~ lendemain; malade* ~~ nuit|toute; gastro; aux urgences; les urgences
        hospitalisee|hospitalises|hospitalise; l hopital ~~ BODY; a l hopital ~ pour|avec|nuit|lundi|depuis
        rapport de l hopital; transporte* ~ hopital; finir a l hopital; samu; oedeme*; choc anaphylactique
        adrenaline; epipen; electrocut*; electris*; une decharge|chatai*; mordu*; morsure*; points de suture
        # points ~ hopital|urgences|BODY
        deux|trois|quatre|cinq|six|sept|huit|neuf|dix points ~ a|au|sur|hopital; col du femur; femur
        soins intensifs; reanimation; en rea; helicoptere; respirateur; desatur*; dialyse*
        sous oxygene|respirateur; assistance respiratoire; haut risque vital; hematologie; cardiologie
        neurologie; BODY ~ insensible*|paralyse*|enfle*|rougi*|bleui*; nerf ~ touche*|coince*|lese*
        decolle* ~ BODY; lobe ~ decoll*; certificat medical; le medecin a ~ constat*|certifi*|parle
        mon medecin parle; un bleu photo; la peau a vif; cloques|cloque; metastase*; tumeur*; glycemie
        tension ~ remontee|montee|a #; hypoglycemi*; surdos*; malnutri*; denutri*; traumatis*; ligament*
        en sang; saign*; dents cassees; perte de connaissance; evanoui*; fait un malaise; malaise; itt
        incapacite; plaie*; platre; attelle; minerve; dans le platre; broche*; sans connaissance
        convulsion*; hypotherm*; escarre*; pneumonie; bronchiolite*; bronchite; asthme
        crise d|de angoisse|asthme|epilepsie|panique; # jours d arret; semaines d arret; jours d itt
        arret de travail; arret maladie; deshydrat*; noye|noyee|noyes; noyade; s etouff*; etouffe*
        reaction allergique; choc allergique
        allergique ~~ gonfl*|hopital|urgence*|plaques|noisette|arachide|lait|gluten|fruits
        allergie* ~~ ignor*|quand meme|servi*; commotion; BODY HURT; HURT ~ BODY
        HURT ~ le|la|l|les|un|son|mon|sa BODY; BODY ~ en sang|platre; BODY est|etait|a ~ HURT
        chute de # metres; chute ~~ fracture|hopital|urgences
        tombe*|chute*|glisse* ~~ fracture|hopital|urgences|poignet|hanche|femur|tete|cheville
        bleus ~ bras|corps|jambe*|dos; marque* de doigt*|coups; griffure*; contusion*; hematome*
        handicape* a vie; sequelles; perfus*; toxi; toxine*; toxique*; intoxication*; malades a ne plus
        radiograph*; bequille*; smur; coma; avc; infarctus; arret cardiaque; fausse couche; contractions
        premature*; ne ~ trop tot; insolation; coup de chaleur; deuxieme|2e|second|premier|troisieme degre
        eczema; urticaire; plaques rouges; conjonctivite; otite; suicid*; tentative de; burn out; burnout
        tetanise*; ne dor* plus; plus dormi depuis; crise de larmes|panique|nerfs; griffe*
        dent ~ cass*|fel*; javel ~~ bu|yeux|avale|peau; avale* ~ produit|javel|morceau; choc psycholog*
        cellule psycholog*; infecte*; surinfect*; septic*; bronches; arrachee*; chirurgi*; operation
        operee|opere d|en|du|le|au|sur|pour; ambulance ~~ hopital; les pompiers ~ ont|sont|l|nous|m
        appele les pompiers|secours|ambulance; decharge electrique; pris ~ courant; coup de jus
        coupe* ~ doigt|main|pied|BODY; injur*
        broken ~ leg|arm|wrist|ankle|hip|collarbone|bone|nose|finger|foot|tooth|rib|ribs
        broke ~ leg|arm|wrist|ankle|hip|collarbone|nose|finger|foot|tooth; fracture*; food poisoning
        electric shock; get a shock; stitches; sprain*; concuss*; hospital
        ambulance ~ came|took|was|had|arrived; by ambulance; called ~ ambulance; an ambulance; bleeding
        blood ~ on|from; burned|burnt|scalded ~ hand|arm|leg|face|him|her|me|my|his; unconscious; fainted
        vomit*; throwing up; were ~ sick|ill; was ~ sick ~ night; allerg* ~ reaction; anaphyla*; surgery
        operated on; emergency room; bit my|me|him|her|our; dog bite; coughed up water; chok*; bruise*
        hypothermi*; crutches; rash; hives; swollen; swelled; dislocated; x ray; paramedic*; miscarriage
        burns; blister*; poison*; toxic; on a drip; her|his|my chin|head|knee ~ open|cut|bleeding; verletz*
        krankenhaus*; notarzt; notaufnahme; gebrochen*; schlusselbeinbruch; schienbeinbruch; beinbruch
        armbruch; knochenbruch; handgelenk*; rippenbruch; genaht; blutet*; blutend*; verbrannt*; verbruh*
        lebensmittelvergiftung; ubergeben; erbroch*; allergi* ~ reaktion*|schock; operiert*
        gehirnerschutterung; arbeitsunfahig; rettungswagen; rettungsdienst; gesturzt ~~ hufte|arm|bein|kopf
        platzwunde; sanitater; bewusstlos; bandscheib*; verstaucht; unfall; hundebiss; gebissen; vergift*
        ausschlag; geschwollen; gerontgt; fehlgeburt; suizid; wehen; gewond*; ziekenhuis
        gebroken ~ arm|been|pols|heup|sleutelbeen|enkel|neus|rib*
        arm|been|pols|heup|enkel|sleutelbeen ~ gebroken; hechtingen; gehecht; voedselvergiftiging
        overgegeven; braken; met ~ ambulance; spoedeisende; eerste hulp; verbrand*; hersenschudding; bloed*
        huisarts ~ gips; gips; allergische reactie; gevallen ~~ ziekenhuis|pols|heup|arm|enkel
        flauwgevallen; elektrische schok; vergiftig*; uitslag; gezwollen; miskraam; herid*; ambulancia
        urgencias; fractura*; roto|rota|rompio ~ brazo|pierna|muneca|tobillo|cadera|diente|nariz|clavicula
        puntos de sutura; # puntos; quemad*; quemadura*; alergi* ~ reaccion|grave|marisco|frutos
        reaccion alergica; hincho; operaron|operado|operada; sangre; sangrando; esguince; desmay*; lesion*
        mordio|mordido; descarga electrica; intoxicacion; hinchad*; ingresad*; escayola; aborto; ospedale
        ferit*; pronto soccorso; ambulanza; frattur*
        rotto|rotta ~ braccio|gamba|polso|caviglia|femore|dente|naso; punti di sutura; # punti; intossic*
        ustion*; bruciat* ~ mano|braccio; svenut*; allergi* ~ reazione; reazione allergica
        operato|operata al|d|di|urgenza; sangue; sanguin*; distorsione; morso|morsa; scossa elettrica
        slogat*; ingessat*; gonfi*; ricoverat*; gesso; avvelen*; eruzione
        """,
    "la sécurité est en cause": """
        rat|rats|souris|cafard*|asticot*|vers ~~ cuisine|assiette|nourriture|salade|repas|viande|chambre|lit
        viande|poisson|poulet ~ avarie*|perime*|pourri*|cru; viandes|produits|yaourts ~ perime*|avarie*
        sentait l alcool; etat d ivresse; alcoolise*; sentait ~ alcool|vin|biere|joint
        volant ~ telephone|ivre; telephone ~ volant|route|trajet|conduisant
        au telephone ~~ virage*|trajet|conduisait|roulant; s endort ~ volant; endormi au volant
        brule* ~ feu|stop; grille* ~ feu|stop
        gilet* ~~ pas|jamais|sans|cadenas|manqu* ~ verifie*|sangle*|attache*
        gilet* ~~ cadenas|manquant*|pas assez|dechire*|perce*
        sans gilet*|casque*|harnais|ceinture*|barriere*|protection*|surveillance|adulte
        ceinture* ~ cassee*|bloquee*|absente*|manquante*|ne marche*|coince*
        pas de ceinture*|gilet*|casque*|extincteur*|barriere; siege auto ~ sans|pas; CHILD ~~ ALONE
        toute seule|seul|seuls ~~ rue|route|trottoir|parking|eau|bassin|dehors
        toute seule|seul|seuls ~~ bord|plage|gare|car|bus|quai|nuit; laisse* ~ ALONE; sans surveillance
        sans adulte; personne n avait remarque; personne ~ surveill*; non surveille*
        enferme* ~ dans|dehors|a cle|seul; oublie* ~ dans le car|bus|car
        KID ~~ alone|unattended|allein*|alleine|alleen|solo|sola|solos|soli|unbeaufsichtigt
        left ~ alone|behind; left in the water; did not count; unsupervised; not ~ watching; unbeaufsichtigt
        zonder toezicht; sin vigilancia; senza sorveglianza; nobody ~ watching; lifeguard* ~~ phone|phones
        jamais ete ~ control*; danger; dangers; dangereu*; mise en danger; met* ~ danger; en peril
        risque* ~ vie|mort|chute|incendie|electrocution|noyade|accident|grave|blesser|tomber
        incendie|incendies ~ pas|parti|declare|chambre|cuisine|appartement; debut d incendie; depart de feu
        prendre feu; pris feu; a pris feu; prend feu; en feu; fumee ~ noire|epaisse|sortait|sort|prise
        etincelle*; court circuit; fuite de gaz; odeur de gaz; sent* ~ le gaz|gaz|brule
        gaz ~~ sent|odeur|fuite; monoxyde; mal a|de ~ tete ~~ gaz|chaudiere|produit; maux de tete; co2
        chaudiere ~ condamnee; fils denudes|electriques ~ nu; fil denude; cable* ~ nu|denude*|pend*
        electri* a nu; prise* ~ arrachee*|denudee*|fond*|brul*; pedale* ~ molle|lach*|enfonce
        direction ~ bloque*|lache*; frein* ~ molle*|lach*|marche*|fonctionn*|hs|mort*|use*|ne
        plus de freins; sans frein*; pneu* lisse*; morceau*|bout*|debris|eclat* de verre|metal|plastique
        verre dans; clou*|vis|agrafe|metal|plastique|verre ~ dans ~ plat|assiette|repas|soupe|pain|lit
        legionel*; salmonelle*; amiante; plomb dans
        moisissure*|humidite ~~ asthme|bebe|poumon*|enfant|bronch*|chambre; insalubre; avant un accident
        evite* ~ accident|drame|pire|catastrophe; frole ~ accident|catastrophe|drame
        a deux|quelques|dix centimetres; a un cheveu; accident grave
        failli se|me|nous|y|etre|tomber|perdre|mourir|renverser|finir|percuter|etouffer|passer; a failli
        aurait pu ~ mourir|tourner|etre|perdre|tuer|finir|blesser|prendre|mal; boulon*; desserre*; effondr*
        s est ecroule*|detache*|decroche*|ouverte*
        est tombe*|tombee ~ toit|plafond|facade|mur|balcon|dessus; tombe* du|de toit|plafond|facade
        ardoise*|tuile*|pierre*|branche*|plaque*|brique* ~ tombe*; avalanche*
        evacue*|evacuation ~~ urgence|hotel|fumee|gaz|pompiers|nuit; issue* de secours; sortie* de secours
        extincteur* ~ perime*|absent*|vide*; alarme incendie
        detecteur* de fumee ~ absent*|hs|pas|debranche*|sans
        garde corps ~ cass*|branl*|absent|manqu*|pas|descell*
        rambarde ~ cass*|branl*|absent*|manqu*|descell*|lach*; marche ~ cass*|manquante; trou beant
        excavation; sans eclairage ~ escalier
        avant qu ~~ reste|meure|accident|mort|malheur|drame|blesse|tombe|arrive; un drame
        combien d accidents; un mort|morts; mort|morts|decede* par|dans; qu il y ait un
        attend* ~ accident|mort|drame; un jour ~~ accident|mort|drame; roul* ~ trop vite; roul* a # km
        exces de vitesse; a # a l heure; vitesse ~ folle|excessive; doubl* ~~ ligne; pied au plancher
        derape*; percut*; renverse* ~ par|une|un|fils|fille|vieux|velo; ivre ~ volant|moniteur|chauffeur
        medicament* ~~ trompe*|mauvais*|erreur|double|oubli*|inverse*
        erreur de ~ medicament*|dosage|traitement; mauvais medicament*; insuline; oxygene
        gouttes|traitement|pilulier ~~ pas eu|pas donne*|oubli*|autre|double|manqu*
        comprimes|medicament*|anticoagulant*|injection* ~~ pas eu|pas donne*|oubli*|autre|double|manqu*
        n a pas ~ eu|recu|pris ~ ses|son|sa gouttes|traitement|medicament*|comprime*|insuline|repas|dialyse
        rate* ~ dialyse*|chimio*|traitement|seance* de; desherbant*; pesticide*; sans ~ repas ~ depuis|jours
        vecu de biscottes; avait bu; il ~ bu ~ je|et|avant; sent* ~ l alcool; plus de frein*
        passagers de trop; brassieres; tombe* entre; tombe* ~ a ~ centimetres
        bloc|morceau|bout ~~ tombe* ~ de|du|sur|a|entre; attache* ~ au|dans|a son ~ lit|fauteuil
        on m attache; poignets ~ rouges|rougis|lies|attaches; contention; bande d arret
        sur l autoroute ~~ nuit|froid|heures; entre|rentre|entree chez moi|nous
        entre* ~ dans ma|notre ~ chambre|salle; avec ~ passe pendant; coup* sans preavis; tremble* de froid
        par # degres; # degres ~ chambre|dehors; traitement ~ oublie*|pas donne|decale; cambriol*
        entr* dans ~ chambre|appartement|maison ~~ absence|quand|sans|nuit; essaye d ouvrir ma|notre
        ouvrir ma|notre porte ~~ nuit|matin; fouille* ma|mes|notre|nos|dans; serrure ~~ forcee|fracturee
        porte ~ fracturee; brul* vif; braquage; arme ~ a|blanche|feu; menace* ~ couteau|fusil|arme; fusil
        unsafe; dangerous*; could have ~ died|killed|drowned|been|fallen
        nearly ~ drowned|died|fell|killed|hit; almost ~ drowned|died|fell|killed|hit; accident waiting
        bare wire*; exposed wire*; gas leak; smell* of gas|burning; fire exit*; fire alarm; carbon monoxide
        brakes ~ failed|didn|did|gone|worn; no life jacket*|helmet*|seat belt*|harness|lifeguard*
        without ~ life jacket*|helmet*|harness|supervision; seat belt*|seatbelt* ~ broken|missing
        drunk ~ driver|instructor|driving; driver ~~ phone|drunk|asleep|texting; drunk instructor; collaps*
        fell ~ from the ceiling|on top|on my|onto; rats|mice|cockroach* ~~ kitchen|food|plate; glass in
        screws ~ missing|loose; loose bolt*; out of date|expired ~ meat|food|medicine
        wrong ~ medication|medicine|pills|dose; gefahrlich*; lebensgefahr*; gefahr
        hatte ~ schlimm*|tot|sterben|ertrink*|passieren; brandgefahr; gasgeruch; notausgang
        ohne ~ helm|schwimmweste*|gurt|sicherung|aufsicht; bremse* ~ versag*|defekt|nicht|kaputt; scherben
        stromschlag; blanke kabel; offene kabel; handy am steuer; betrunken* ~ fahrer|lehrer
        fahrer|lehrer ~ betrunken*; bindung ~~ nicht|falsch; eingesturzt
        notruf ~~ minuten|niemand|nicht|erst; herunterge*; absturz*; beinahe ~ ertrunken|uberfahren
        falsche* medikament*; gevaarlijk*; levensgevaarlijk; gevaar; brandgevaar; gaslucht
        zonder ~ helm|zwemvest*|gordel|toezicht; rem|remmen ~ deden|werkten|kapot|niet
        bijna ~ verdronken|aangereden|gevallen|ongeluk; had ~ kunnen ~ verdrinken|sterven|doodgaan|aflopen
        dronken ~ chauffeur|instructeur; nooduitgang; losse ~ bout*|draad|kabel*
        verkeerde ~ medicijn*|pillen|medicatie; instorten; ingestort; peligr*
        casi ~ ahog*|atropell*|mata|muere|cae; podria|pudo ~ haber ~ muerto|sido|acabado|morir
        sin ~ casco|chaleco*|arnes|cinturon*|vigilancia|socorrista; frenos ~ no|fallaron|rotos; fuga de gas
        olor a gas; cables ~ pelados|sueltos; borracho ~ conductor|monitor; conductor|monitor ~ borracho
        salida de emergencia; se cayo ~ techo|encima; medicacion ~ equivocada; caducad*; pericol*
        poteva ~ morire|finire|essere|succedere|andare; quasi ~ annegat*|investit*|cadut*
        senza ~ casco|giubbott*|imbragatura|cintur*|sorveglianza|bagnino; freni ~ non|rotti|guasti
        fuga di gas; odore di gas; fili scoperti; ubriac* ~ autista|istruttore; ubriaco al
        uscita di sicurezza; crollat*; farmac* ~ sbagliat*; scadut* ~ carne|cibo
        """,
    "une discrimination ou un harcèlement est dénoncé": """
        genre|type|sorte de clientele|client*|gens|population|public|monde; des|les familles comme
        famille* comme la|nous|la; gens d ici|chez nous; quelqu un d ici
        dans mon|son|votre pays ~ on|vous|ils|elle; on est en france; ici c est la france; bonne couleur
        couleur de ~ peau; noirs comme; femme*|fille*|eleve* voile*
        je suis musulman*|juif|juive|noir|noire|arabe|gay; controle*|fouille*|arrete* ~~ toujours les memes
        fouille* ~~ pas les autres|lui|eux; pas les autres ~ clients
        en nous|me voyant ~~ complet|plus|refus*|place
        en voyant ~ mon|notre|ma|la ~ nom|peau|tete|voile|fauteuil
        prend* pas les ~ gens|machines|fauteuils|handicap*|arabes|noirs|etrangers|chiens; gens compliques
        compren* ~ francais ~~ ne|quimper|en france|ici; parle* ~ bien francais pour; sauvage|sauvages
        singe|singes; ma|sa|nos poitrine|seins; main dans le ~ dos
        main* ~ sur ~ la|ma|sa|mon|son ~ cuisse|hanche*|taille|nuque|fesse*
        messages ~ personnels|prives|le soir|la nuit ~ t|tu|vous|apres; t es seule; tu es seule
        mieux sans la ~ veste|jupe|haut; plus mure que; ne le dis pas a
        photo* ~~ habill*|deshabill*|nue|nu|maillot|vestiaire*|douche*; sous la douche
        ma puce|cherie|belle ~ et|m|il|pose; il m attend ~ a|devant|au|dans|en
        peur de ~ le|lui croiser|rentrer|monter|remonter; souleve* ~ par l|les oreille*; par l|les oreille*
        serre le|ma|mon bras|gorge|poignet; plaque* contre ~ le|un mur; tenu* contre ~ mur; contre le mur
        gitan*|gens du voyage ~~ pas|refus*|dehors; kind of people|customers; people from your
        families like; don t serve ~ people|your; because of my ~ skin|accent|name|religion
        commentaires|remarques|blagues|allusions|propos|reflexions ~ sur ~ physique|corps|poitrine|jupe
        commentaires|remarques|blagues ~ sur ~ fesses|couleur|origine*|religion|poids
        allusions|propos|reflexions ~ sur ~ fesses|couleur|origine*|religion|poids
        commente* ~ fesses|corps|physique|seins|tenue; physique des filles|femmes; nos|mes|ses fesses
        bloque* la porte; propositions ~ deplacees|indecentes; regards ~ insistants|deplaces|lubriques
        discrimin*; racis*; raciale; antisemit*; islamophob*; homophob*; transphob*; sexis*; misogyn*
        harcel*; xenophob*; grossophob*; validis*; attouchement*; agression* ~ sexuelle|physique|verbale|par
        agresse|agressee; m|l a agresse*; gestes ~ deplaces; gestes ~ pas ceux; gestes qui; gestes et
        propos ~ deplaces|racistes|sexistes|obscenes|insultants|orduriers
        humili* ~~ religion|origine|handicap|peau|couleur; maltrait*; brutalis*; brutalite; cruaute; bizut*
        main sur ~ cuisse|fesse*|genou*|epaule|poitrine|bras; main* aux fesses
        touche* ~ seins|cheveux|cuisse*|fesses|poitrine; m a touche*; violen*; frappe*; gifle*
        claque* ~ fils|fille|enfant|visage|joue|elle|lui; fessee; coup* de poing|pied|tete
        menace* de mort|me|nous|casser|frapper|tuer|lui; me menace; l a secoue*
        tire* ~ cheveux|oreille*|fort|bras; cracher|crache ~ visage|moi|dessus
        pousse* ~ contre|terre|violemment; attrape*|empoigne* par ~ bras|col|cou|cheveux; etrangl*
        creve donc; m a suivi*; me suit; il|elle me suit; nous suit; je sais ou tu|vous habite*
        ou tu habites; messages ~~ nuit|nuits|mon ~ tu|relou|numero; servi|sert de mon numero
        onze|dix|vingt messages; clin d oeil; ma belle ~ tu|seule; dragu*; sms deplaces
        envoye ~ photos ~ nu*|intimes; exhibitionnis*; s exhib*; se masturb*; voyeur*
        garcons|homme|hommes|type|mec|mecs|vieux ~~ vestiaire*|cabine*|douche* ~ filles|femmes|dames
        garcons|homme|hommes|mec|mecs ~ ouvre*|entre*|regarde* ~ porte|cabine|vestiaire|douche*|nous
        filme* ~ douche|vestiaire|cabine; sous ma jupe; couleur de peau; sa|ma|leur|notre peau
        a cause de mon|ma|son|sa|notre|leur ~ nom|origine*|voile|accent|religion
        a cause de mon|ma|son|sa|notre|leur ~ couleur|handicap|age|sexe|foulard; un|mon nom comme|ca|arabe
        avec un nom; des gens comme vous|eux|toi|nous; gens comme toi|vous|eux; femmes comme vous|elle|toi
        dame comme vous; avec vous autres; vous autres ~ les
        vous les ~ femmes|arabes|noirs|africains|etrangers|gitans|roms|musulmans|juifs; toi et tes
        on sait comment ~ vous; dans ~ votre|ton|leur|son pays; retourne*|rentre*|repart* ~ chez vous|toi
        retourne*|rentre*|repart* dans votre|ton|leur|son pays; rentrer chez vous|toi|eux
        chez vous au pays|bled; au bled
        sale ~ arabe|noir|noire|pede|gouine|juif|gitan|rom|etranger|blanc|race|negre; negre*; bougnoul*
        bamboula; pede|pedes; gouine*; noirs ne|pas|dehors; qui est noir|noire
        est noir|noire ~ et|on|il|lui; copains blancs; amis blancs; controle* ~ facies; au facies
        voile|foulard|hijab ~~ refus*|enlev*|retir*|interdi*|sort*; kippa; sans porc ~~ porc|servi*
        porc ~~ religion|musulman*|halal; homosexuel* ~~ refus*|insult*|moqu*
        couple ~ hommes|femmes ~~ refus*; deux hommes|femmes ~~ refus*|lit; defenseur des droits
        handicape* ~~ refus*|pas|gene*|dehors|gens; fauteuil ~~ refus*
        refus* ~~ fauteuil|handicap*|autis*|trisom*|enceinte; refus* ~~ chien guide|d
        refuse* ~ chien guide|d assistance|aveugle; a cause ~ fauteuil|handicap|autisme
        ca gene ~ familles|clients|gens; les fauteuils ca; casse le rythme
        dyslex*|handicap*|autis*|begai*|begay*|sourd*|malvoyant*|trisom* ~~ moqu*|rire|rires|ri|lent|lente
        dyslex*|handicap*|autis*|begai* ~~ imite*|attarde*|debile|boulet|humili*|insult*|traite*
        begay*|sourd*|malvoyant*|trisom* ~~ imite*|attarde*|debile|boulet|humili*|insult*|traite*; la lente
        l attarde*; se moqu* ~ handicap|begai*|accent|surdite|autisme; imite* ~ accent|begai*|demarche
        debile*|mongol*|gogol*; femme*|mamans ~ freinent|embrayage; femme* au volant; femmes ~ pas conduire
        racist; racial*; racism; harass*; sexual*; assault*; groped; grope; touched me|her|my; his hand on
        hand on my|her; stalk*; followed me|her ~ home|room|again; slapped; punched; hit my|me|him|her
        threaten* ~ me|us|him|her; people like you|us|them|him; your kind|sort; your people
        go back to ~ country|own|where; foreigners like
        because ~ i|we|he|she ~ black|asian|muslim|jewish|gay|disabled|arab|foreign; colour of my|his|her
        color of my|his|her; refused ~~ wheelchair|guide dog|disabled; wheelchair ~~ refused|denied
        wheelchair ~~ not allowed; sexist; discriminat*; women and ~ clutches|driving; leering; spat
        rassis*; beleidig* ~ rass*|schwarz*|auslander; sexuell*; belastig*; diskriminier*; begrapsch*
        geschlagen; geohrfeigt; bedroht*; leute wie sie|euch|dich|ihr; auslander*; hautfarbe; kopftuch
        wegen ~ hautfarbe|herkunft|behinderung|religion; zuruck in ihr|dein|eure heimat
        behindert* ~~ nicht|verweiger*|abgelehnt|abgewiesen; rollstuhl ~~ verweiger*|abgelehnt|abgewiesen
        rollstuhl ~~ nicht mitgenommen; handgreiflich; angefasst; seksue*; intimid*; aangerand
        lastig gevallen; geslagen; bedreigd; mensen zoals jullie|u; huidskleur; hoofddoek
        terug naar ~ eigen|land; buitenlander*; rolstoel ~~ geweiger*; rolstoel ~~ niet toegelaten
        geweigerd ~~ rolstoel|hoofddoek|geleidehond; discriminac*; acos*; abuso sexual; abuso de; agredi*
        agresion; golpe|golpeo|pego ~ a|hijo|hija|mi; amenaz*; gente como ustedes|vosotros|tu|vosotras|el
        color de ~ piel; a su|tu|vuestro pais
        por ser ~ negr*|moro|mora|gitan*|extranjer*|mujer|gay|discapacitad*|sudaca; sudaca*
        silla de ruedas ~~ neg*|no|impid*; toco ~ pierna|culo|muslo|pecho; homofob*; machista*; razz*
        molest*; discriminazione; aggredit*; aggression*; schiaff*; minacciat*; quelli come te|voi|lui|loro
        gente come voi|te|loro; colore della; nero ~ gli|lo|e|ha|compagno|marito; e nero; nera ~ le|la
        negro; al tuo|vostro|loro paese; sessual*; palpeg*; toccat* ~ coscia|gamba|sedere|seno; omofob*
        sedia a rotelle ~~ rifiut*|negat*|impedit*; disabile ~~ rifiut*|negat*
        """,
    "une action en justice ou une autorité est annoncée": """
        conseil juridique; protection juridique ~~ saisi*|contact*|dossier|va|prend*|mandat*|ecri*
        suites ~ donner ~ penales; voies de droit; voies judiciaires; voie judiciaire; reserve* ~ droits
        reserve* ~ toute*|droit|possibilite ~ action*|poursuite*|recours|suite; tous recours; tout recours
        a peine de; sous peine de ~ poursuites|astreinte; toutes ~ poursuites
        engage* ~ poursuites|procedure|action|responsabilite|recours; poursuites; poursuivre en; poursuivrai
        assign*; refere; juge; juges; juridiction*; se retournera contre; me retournerai contre
        retourner* contre; mise en demeure; mettre en demeure; mets en demeure; met* en demeure
        mon|notre|son|un|l|avec|par|d|des|les avocat*; me rapproche* d un avocat; avocate a|au|de
        avocat a|au; huissier*; commissaire de justice; tribunal*; tribunaux; au civil; en justice; justice
        judiciaire*; prud hom*; prud hommes; conseil de monsieur|madame|m|mme; conseil de ma|mon|notre
        mon client ~ m|mme|monsieur|madame|a; agissant|agis au|en|pour|nom; ma cliente
        notre cliente|client ~ m|mme|monsieur|madame|nous|se|vous|entend; ma mandante; mon mandant
        porter|porte|portons|portee|porterai|porterons|porte plainte
        depose|deposer|deposons|deposerai|deposerons|deposee plainte; depot de plainte
        plainte ~ deposee|penale|gendarmerie|police|commissariat|procureur; plainte contre; main courante
        gendarmerie; gendarmes; commissariat; police ~ est|ont|a|pris|constat*|nationale|appel*|prevenu*
        au penal; penal; procureur; delit; escroquerie; abus de confiance; usage de faux; dgccrf
        repression des fraudes; services veterinaires; ddpp; signal conso; signalconso
        saisi* ~ mairie|prefet|prefecture|ars; prefecture de|sera|va; ars; agence regionale de sante
        inspection ~ travail|sanitaire; la cnil; cnil
        saisi* ~~ mediateur|conciliateur|acpr|ombudsman|juge|tribunal|defenseur|commission
        saisir ~~ mediateur|conciliateur|acpr; acpr; orias; presse ~ locale|regionale|sera|va; journaliste*
        la presse ~ locale|regionale|sera|aussi|saisie|alert*; lettre recommandee ~ avocat|avec|suivra
        expert judiciaire; solicitor*; lawyer*; attorney; legal ~ action|advice|proceedings|steps|counsel
        legal team; small claims; take ~ to court; go to court; in court
        to|will|ll|shall|and|or|could|may|would sue; suing; police report; reported ~ police; to the police
        called the police; trading standards; ombudsman; the courts; press charges; rechtsanwalt*; anwalt*
        anwaltin; rechtlich* schritte; klage; verklag*; gericht; gerichtlich*
        anzeige ~ erstatt*|bei|polizei|wegen; strafanzeige; polizei; rechtsschutzversicherung; rechtsweg
        mahnbescheid; verbraucherschutz; verbraucherzentrale; advocaat; rechtbank; rechter
        juridische stappen; aangifte; politie; rechtsbijstand*; ingebrekestelling; in gebreke
        geschillencommissie; kort geding; juridisch*; abogad*; demanda judicial; demandar; juzgado
        tribunales; denuncia*; denunciar*; a la policia; acciones legales; via judicial
        hoja de reclamaciones oficial; organismo de consumo; consumo ~ oficina; burofax; avvocat*
        vie* legali; tribunale; denunci*; querela; carabinieri; polizia; azion* legal*
        causa ~ contro|civile; diffida; giudice; messa in mora; adire
        """,
    "des données personnelles ont fui": """
        donnees ~~ divulgu*|fuit*|accessib*|publi*|envoyees|internet; fuite de donnees; violation de donnees
        coordonnees ~ divulgu*; communique* ~ a un tiers
        envoye* ~~ dossier|bulletin|releve ~~ autre|tiers|inconnu
        dossier ~ medical ~~ autre|tiers|visible|affich*; copie a tous; data breach; data leak*
        personal data ~~ leaked|sent|visible; rgpd ~ violation; secret medical; secret professionnel
        datenschutzverletzung; datenleck; datalek; fuga de datos; fuga di dati; violazione dei dati
        """,
}

WORRYING = """
    brule*; ambulance*; hopital; hospitalisation; pompiers; malade*; tombee|tombe|tomber|chute|chuter; chute
    ivre; alcool; mineure; larmes; peur; j ai peur; eu peur; terrorise*; tremble*; panique*; traumatis*
    en pleurs; pleur*; crie*|cri; hurle*; hurlait; insult*; injuri*; connard; connasse; conne; salope; pute
    moquer; moque*; humili*; ridiculis*; rabaiss*; seul* ~ nuit; medecin; docteur; pharmacie; douleur*
    mal au dos; kine; certificat ~ medecin|medical; allergi*; fievre; infection; odeur; rouille*; verglas
    glissant*; glissade; non conforme*; norme*; securite; dangereuse; casse net; a lache; lache*; decroch*
    vis ~ manqu*; nuit dehors; sans ~ chauffage|eau|electricite; degres; froid; enceinte; bebe; handicap*
    fauteuil roulant; age*; ans; alzheimer; parkinson; sclerose; dyslex*; autis*; cardiaque; diabet*
    epilep*; cancer; # ans; scared; frightened; shaking; terrified; crying; tears; cried; insulted
    humiliat*; shouted|screamed|yelled ~ at; doctor; pain; slipped; fell; sick; ill; pregnant; wheelchair
    disabled; elderly; baby; angst; geweint; weint*; arzt; schmerzen; gesturzt; gefallen; sturz; krank
    schwanger*; rollstuhl; bang; gehuild; huilt; dokter; pijn; gevallen; ziek; zwanger; rolstoel; miedo
    llorando; lloro; medico; dolor; cayo; caida; enferm*; embarazada; paura; piangere; piangeva; lacrime
    dolore; cadut*; caduta; malat*; incinta
    """


def spelled(phrases: str) -> str:
    return spelled_out(phrases, _CLASSES)
