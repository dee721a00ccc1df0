"""What property, town halls, care at home and deliveries are about, in the words of those who write to them.

See `topics_outing.py` for what `names` and `words` are.
"""

from __future__ import annotations

from mailbot.understand.topic import Topic

TOPICS = (
    # -- property ----------------------------------------------------------------------------------
    Topic(names="copropriete*; syndic; gestion copropriete; gestionnaire", words="""
        copropriet*; copro; syndic; assemblee generale; ag; proces verbal; conseil syndical
        parties communes; hall; cage d escalier; tantieme*; charges; ravalement; residence
        boite* aux lettres; local velo*; local poubelle*; terrasse; gestionnaire*; etancheite; fissure*
        toit; eigentumer*; hausverwaltung; vve; comunidad; condominio; amministratore; escalier; immeuble
        convocation; resolution*; portail; signale*; sans reponse; digicode
        extincteur*; coupe feu; desenfumage; tuile*; escalier; ascenseur; cave; caves; garage; syndic
        portail; interphone; digicode; conseil
        """),
    Topic(names="gestion locative; locatif; locative; service location; location; bailleur", words="""
        locataire*; bail; loyer*; depot de garantie; etat des lieux; quittance*; preavis; logement
        appartement; studio; chauffe eau; humidite; moisissure*; proprietaire*; bailleur; candidature
        garant*; caution; tenant; rent; deposit; landlord; mieter; miete; kaution; huur*; verhuurder
        waarborg; borg; alquiler; fianza; inquilin*; affitto; cauzione; inquilino; insalubre; decence
        visite
        """),
    Topic(names="ascenseur*; ascens*; elevateur", words="""
        ascenseur*; cabine; bloque*; elevator; lift; aufzug; fahrstuhl; ascensor; ascensore; etage*
        technicien; aux etages; palier
        """),
    Topic(names="plomb*; sanitaire*", words="""
        plomb*; fuite*; canalisation*; evacuation; colonne; robinet*; chasse d eau; siphon; wc bouche
        bouche*; plumber; leak*; klempner; loodgieter; lek; fontanero; fuga; idraulico; perdita; tuyau*
        debouch*; eau
        """),
    Topic(names="chauff*; thermi*; climatisation; chaudiere*; therm*", words="""
        chauffage*; chauffagiste; chaudiere*; radiateur*; eau chaude; thermostat; degres; heating; boiler
        radiator; heizung; verwarming; cv ketel; calefaccion; caldera; riscaldamento; caldaia; bruleur
        froid; ballon
        """),
    Topic(names="jardin*; espaces verts; paysag*; verger; jardi*", words="""
        jardin*; jardinier*; haie*; tonte; tondeuse; tondu*; pelouse; taille; taille des; rosier*; arbre*
        arbuste*; souffleur; figuier; feuilles mortes; gardener; hedge; lawn; gartner; hecke; rasen; tuinman
        heg; jardinero; seto; giardinier*; siepe; desherb*; massif*
        """),
    Topic(names="serrur*; cle; cles; porte*", words="""
        serrur*; serrure*; cle; cles; clef*; cylindre; verrou*; porte; lock; locksmith; schloss
        schlusseldienst; slot; slotenmaker; cerradura; cerrajero; serratura; fabbro; blindee; percer; gache
        """),
    Topic(names="couvreur*; couverture; toiture*; zinguerie", words="""
        toit; toiture*; tuile*; ardoise*; couvreur*; gouttiere*; infiltration*; roof; dach; dak; tejado
        tetto; velux; zinc; chantier; echafaudage; bache
        """),
    Topic(names="nuisible*; deratis*; desinsect*; 3d; antinuisible*", words="""
        nuisible*; rat; rats; souris; cafard*; deratis*; punaise*; guepe*; frelon*; fourmi*; appat*; produit
        desinsectis*; mice; roaches; wasps; kakerlak*; ratten; muizen; kakkerlakken; ratas; cucarachas; topi
        scarafaggi; traitement
        """),
    Topic(names="electri*; elec; eclairage; lumiere*", words="""
        electri*; disjonct*; ampoule*; minuterie; courant; prise*; interphone; tableau; lumiere*; eclairage
        electrician; elektriker; strom; elektricien; stroom; electricista; elettricista; luz; luce; noir
        lampadaire*; neon; panne de courant
        """),
    Topic(names="loge; gardien des; gardienne*; concierge*; gardien", words="""
        gardien*; gardienne*; loge; concierge*; poubelles; colis; caretaker; hausmeister*; huismeester
        conserje; portiere; portinaia; courrier distribue; sortir les poubelles
        """),
    Topic(names="""
        securite; vigie; telesurveillance; alarme*; gardiennage; surveillance; vigile*; ronde*
        """, words="""
        alarme*; vigile*; ronde*; agent de securite; maitre chien; telesurveillance; camera*; intrusion
        parking; badge*; sirene; security; wachdienst; bewaking; seguridad; vigilanza; fausse alerte
        cambriol*
        """),
    # -- town hall ---------------------------------------------------------------------------------
    Topic(names="""
        scolaire; cantine*; periscolaire; service scolaire; ecole*; restauration scolaire; jeunesse
        """, words="""
        cantine*; cantiniere; ecole; repas; maternelle; scolaire; garderie; inscription scolaire; atsem
        menu; sans porc; classe; eleve*; primaire; enfant*; ma fille; mon fils; school; schulkantine; schule
        kantine; comedor; colegio; mensa; scuola; pai; allergie*; gouter
        """),
    Topic(names="etat civil; titres; identite; passeport*", words="""
        etat civil; acte de naissance; acte de mariage; acte de deces; livret de famille; carte d identite
        passeport*; mariage; pacs; naissance; deces; cni; passport; birth certificate; reisepass
        personalausweis; paspoort; pasaporte; carta d identita; passaporto; titre*; rendez vous; empreinte*
        """),
    Topic(names="urbanisme; permis de construire; foncier", words="""
        urbanisme; permis de construire; declaration prealable; plu; cadastre; instruction; constructi*
        hangar; cloture; mur; extension; architecte*; pc #; veranda; affichage; recours gracieux
        building permit; baugenehmigung; bouwvergunning; licencia de obra; permesso; mitoyen*; arrete
        """),
    Topic(names="police; police municipale; pm; asvp", words="""
        police*; pv; contravention*; amende*; verbalis*; policier*; agent*; asvp; controle*; stationnement
        proces verbal; parking fine; fine; fined; strafzettel; knollchen; boete; multa; multado; tapage
        chien*; rodeo*; vitesse; sabot; forfait post stationnement; fps
        """),
    Topic(names="ccas; social*; action sociale; solidarite", words="""
        ccas; aide sociale; assistante sociale; colis de noel; colis; bon alimentaire; logement social
        allocation; apa; rsa; aide; precarite; domiciliation
        """),
    Topic(names="mediatheque*; bibliotheque*; ludotheque*", words="""
        mediatheque*; bibliotheque*; bibliothecaire*; livre*; emprunt*; pret; dvd; penalite*; retard*
        rayon*; library; librarian; book*; bibliothek; bucher*; bibliotheek; boek*; biblioteca; libro*
        libri; mediateca; tessera; heure du conte
        """),
    Topic(names="""
        eboueur*; dechet*; dechetterie*; decheterie*; ordures; environnement; tri; ramassage; recyclage
        collecte
        """, words="""
        poubelle*; ordures; dechet*; dechetterie*; decheterie*; eboueur*; benne*; bac; bacs; tri
        encombrant*; collecte; camion; ramass*; sac jaune; badge; conteneur*; container*; verre; bins
        rubbish; garbage; mull*; mulltonne; vuilnis*; afval; basura; contenedor*; rifiuti; spazzatura
        cassonett*
        """),
    Topic(names="eaux; eau; service des eaux; assainissement; compagnie des eaux; hydraul*", words="""
        eau; compteur; m3; eau potable; coupure d eau; releve; canalisation*; robinet; index; egout*
        assainissement; pression; water; water meter; wasser*; wasserzahler; watermeter; contador; agua
        acqua; contatore; calcaire; surconsommation
        """),
    Topic(names="travaux publics; tp; terrassement; bitume; chantier*; voirie", words="""
        tranchee; travaux; chantier; pelleteuse; engins; gravillon*; bitume; enrobe; marteau piqueur
        deviation; baustelle; wegwerkzaamheden; obras; lavori; pelle mecanique; camion*; terrassement
        poussiere; barriere*
        """),
    Topic(names="fourriere; enlevement; depannage", words="""
        fourriere; enlev*; enleve*; remorqu*; voiture; impounded; abgeschleppt; weggesleept; grua; rimoss*
        frais de garde
        """),
    Topic(names="eclairage; lampadaire*; lumieres; eclairage public", words="""
        lampadaire*; eclairage; candelabre*; ampoule*; noir; eteint*; lumiere*; street light*; streetlight*
        strassenlaterne*; lantaarnpaal; farola*; lampion*; guirlande*; illumination*
        """),
    Topic(names="""
        petits loups; centre de loisirs; loisirs; garderie*; creche*; mini club; club enfants
        halte garderie; enfance; animateurs; periscolaire
        """, words="""
        centre de loisirs; mini club; miniclub; club enfants; garderie; creche; puericultric*; animateur*
        animatrice*; doudou; couche*; biberon; periscolaire; kids club; nursery; daycare; kinderbetreuung
        kinderclub; kindergarten; kinderopvang; guarderia; monitora; asilo; baby club; ma fille; mon fils
        les enfants; sortie; mercredi; gouter; perdu de vue; toute seule; tout seul
        """),
    # -- care at home, health ----------------------------------------------------------------------
    Topic(names="""
        secteur*; responsable de secteur; aide a domicile; auxiliaire*; domicile; intervenant*
        """, words="""
        aide a domicile; auxiliaire* de vie; auxiliaire*; intervenante*; aide soignante; salariee*; l aide
        mon aide; votre aide; notre aide; son aide; la dame; la petite; toilette; lever; coucher; change
        transfert; responsable de secteur; carer; home help; pflegerin; pflegekraft; haushaltshilfe
        thuishulp; verzorgster; cuidadora; auxiliar; badante; assistente; courses; repassage; maltrait*
        brusque*; alliance; bijou*; sonne*
        """),
    Topic(names="planning*; plannings; horaires; plan", words="""
        planning*; horaire*; passage*; remplac*; remplacante; en retard; pas venu; pas venue
        personne n est venu; personne ne vient; toujours personne; ne vient pas; change* d horaire; decale*
        creneau*; intervention*; schedule; dienstplan; rooster; horario; orari; prevue; absence; visite*
        nobody came; niemand; nadie; nessuno; # passages; changements
        """),
    Topic(names="portage; repas; portage de repas; panier", words="""
        portage; repas; barquette*; plateau*; livre; livraison; livreur; dessert; soupe; sac; froid
        meals on wheels; meal*; essen auf radern; mahlzeit*; maaltijd*; comida*; pasto; pasti; perime*
        regime; sans sel; diabet*
        """),
    Topic(names="teleassistance; medaillon; televigie; alarme; boitier", words="""
        teleassistance; medaillon; boitier; bracelet; appuye*; pendant; alarm; notruf; personenalarm
        teleasistencia; telesoccorso; pile; bouton; plateforme; declench*; chute
        """),
    Topic(names="""
        infirm*; ssiad; soins infirmiers; soins; medical; medecin*; cabinet medical; sante; pharmacie*
        """, words="""
        infirmier*; infirmiere*; pansement*; piqure*; medicament*; pilulier; insuline; soin*; ordonnance
        medecin*; docteur; consultation; salle d attente; nurse; doctor; krankenschwester; pflegedienst
        arzt; verpleegkundige; dokter; enfermera; medico; infermiera; dottore; cabinet; radio; platre
        pharmacien*
        """),
    Topic(names="materiel medical; lit medicalise; medimat; materiel; loueur de lit", words="""
        lit medicalise; fauteuil roulant; matelas; deambulateur; leve malade; potence; barriere*
        telecommande; materiel; location; verticalisateur
        """),
    Topic(names="interim*; remplacement*", words="""
        interim*; interimaire*; remplacante; agence d interim; inconnue
        """),
    Topic(names="coiff*; barbier*", words="""
        coiff*; coiffeuse; cheveux; coupe; permanente; brushing; teinture; hairdresser; haircut; friseur*
        kapper; kapster; peluquer*; parrucchier*; mise en plis
        """),
    # -- goods, delivery ---------------------------------------------------------------------------
    Topic(names="""
        sav; apres vente; retour*; after sales; garantie; reparation*; service apres vente
        """, words="""
        sav; apres vente; garantie; retour*; defaut*; defectueu*; panne; casse*; echange*; piece*
        vis manquante*; reparation; reparer; remplace*; bouloche*; dechir*; grince*; couture; after sales
        warranty; return*; faulty; broken; defekt*; reklamation; rucksendung; kapot; retour; defect
        garantia; devolucion; averiado; garanzia; reso; difettos*; rotto; tache*; rayure*; decoll*; fissure*
        """),
    Topic(names="entrepot; logistique; warehouse; preparation; stock; expedition*", words="""
        entrepot; mauvais article; mauvaise couleur; mauvais modele; article manquant; piece manquante
        manqu*; incomplet; colis vide; emball*; preparation; expedi*; stock; rupture; wrong item
        wrong colour; missing; warehouse; falsche*; fehlt; fehlen; verpackung; lager; verkeerde; ontbreekt
        magazijn; falta*; equivocado; almacen; sbagliato; manca; magazzino; quincaillerie; visserie; notice
        """),
    Topic(names="""
        livr*; express; coursier*; colis; coli; transport*; messagerie; rapid*; chrono; demenageur*
        expedition*; vite
        """, words="""
        livr*; livreur*; colis; paquet; suivi; tracking; tournee; avis de passage; absent; signature
        depose*; jete*; transporteur*; chauffeur; camion; palette; deliver*; parcel*; courier; paket*
        lieferung; geliefert; zusteller; pakket*; bezorg*; levering; paquete*; repartidor; entrega; pacco
        corriere; consegn*; demenageur*; hayon; rez de chaussee; etage; palier; trottoir; boite aux lettres
        """),
    Topic(names="relais; point relais; points relais; consigne", words="""
        relais; point relais; commercant*; tabac; retirer; retrait; piece d identite; pickup point
        paketshop; afhaalpunt; punto de recogida; punto di ritiro; colis
        """),
    Topic(names="""
        montage; monteur*; monteo; montes; pose; poseur*; installation*; installateur*; menuis*
        """, words="""
        monteur*; montage; monter; monte; pose; poseur*; perceuse; trous; installe*; installation; fitter
        fitters; assembly; installer; aufbau; monteur; montaj*; montador*; montaggio; montator*; notice
        cheville*; visse*; de travers; encastr*
        """),
    Topic(names="paiement en #; # fois; credit*; financement; echelonn*; echelo*", words="""
        en # fois; # fois; mensualite*; echeance*; prelev*; credit; paiement; echeancier; instalment*
        ratenzahlung; rate; raten; termijn*; betaling; plazos; cuota*; rata; fichage; incident de paiement
        frais de retard
        """),
    Topic(names="bois; meuble*; ebenist*; atelier*; menuis*", words="""
        meuble*; table; chaise*; bibliotheque; buffet; bois; chene; pied; tiroir*; vernis; lame; furniture
        mobel; tisch; meubel*; tafel; mueble*; mobil*; tavolo; armoire; commode; fente; fendu*
        """),
    Topic(names="matelas; literie; sommier*", words="""
        matelas; sommier; literie; affaisse*; ressort*; mousse; mattress; matratze; matras; colchon
        materasso; oreiller*; creux; dormir; memoire de forme
        """),
    Topic(names="lamp*; luminaire*; leuchten", words="""
        lampe*; luminaire*; ampoule*; suspension; interrupteur; abat jour; lamp; leuchte*; lampara; lampada
        applique; prise; court circuit; grille*; dimmer; variateur
        """),
    Topic(aside=True, names="""
        abonnement*; adherent*; adhesion*; membre*; prelevements; service abonnements; resiliation*
        membership
        """, words="""
        abonnement*; abonne*; adherent*; adhesion*; resili*; prelev*; carte; mensualite*; engagement
        suspension; membership; subscription; mitglied*; abo; kundig*; lidmaatschap; abonnement; opgezegd
        opzegg*; abono; cuota; baja; suscripcion; abbonamento; disdett*; addebit*; tacite reconduction
        reconduit; gel
        """),
    Topic(names="distribut*; automate*; vending", words="""
        distributeur*; automate*; piece*; monnaie; vending machine; automat*; monedas; maquina expendedora
        distributore; barre chocolatee; boisson*; avale*
        """),
)  # fmt: skip
