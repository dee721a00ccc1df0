"""Makers, shops, languages, days, dishes: they have capitals and are nobody's name. All folded."""

from __future__ import annotations

BRANDS = frozenset(
    """
    abarth alfa alpine amazon ancv apple aldi auchan audi austin axa back-market balladins bang basic-fit
    bayer blablacar bmw boulanger bouygues brico bricorama but cacharel cadillac canon carglass carrefour
    casino castorama cdiscount chevrolet chronopost citroen clio colissimo conforama corsa corsair cupra
    dacia darty decathlon deezer deliveroo dell deutsche dhl ducato duster dyson easyjet ebay edf enedis
    engie fedex fiat fnac ford fiesta focus franprix galeries gedimat gls golf goodyear gopro harley hertz
    honda hyundai ibis ikea interflora intermarche iveco jaguar jeep kangoo kawasaki kia kiabi kodak
    lafayette lancia lego lenovo leclerc leroy lexus lidl linky linkedin logan maaf macif maif matmut mazda
    mcdonald megane mercure metro michelin microsoft microwave miele mini mitsubishi mondial monoprix
    mustang netflix nespresso nikon nissan nokia norauto novotel opel ouigo outlook panda peugeot philips
    picard playmobil polo porsche punto qashqai qwant relay renault rolex rossignol ryanair sandero samsung
    scenic seat siemens skoda sixt smart sony speedy spotify stellantis subaru suzuki swatch teams tefal
    tesla toyota trafic trustpilot twingo twizy uber ubereats ups vespa vinted volkswagen volvo vueling
    wizzair whirlpool xiaomi yamaha yaris yves-rocher zara zoom skype teams booking airbnb abritel expedia
    tripadvisor kelkoo leboncoin doctolib meetic paypal stripe qualiopi canal netgear
    """.split()  # noqa: SIM905 - hundreds of quoted words would be harder to read
)

NAMED_THINGS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mondays saturdays sundays january february
    march april june july august september october november december montag dienstag mittwoch donnerstag
    freitag samstag sonntag maandag dinsdag woensdag donderdag vrijdag zaterdag zondag lunedi martedi
    mercoledi giovedi venerdi sabato domenica lunes martes miercoles jueves viernes domingo english french
    german dutch spanish italian irish scottish welsh british american belgian swiss russian chinese
    japanese arabic portuguese polish turkish nederlands nederlandse nederlandstalige frans franse duits
    duitse engels engelse belgen belgisch vlaams vlaamse deutsch franzosisch belge belges suisses allemands
    anglais francais francaises espagnols italiens hollandais neerlandais neerlandaise breton bretonne
    alsacien alsacienne parisien parisienne lyonnais basque corse vosgien vosgienne catalan occitan europeen
    europeenne americain africain asiatique france belgique suisse allemagne espagne italie angleterre
    ecosse irlande hollande pays-bas luxembourg portugal maroc tunisie algerie senegal canada quebec
    bretagne normandie alsace lorraine provence savoie auvergne bourgogne occitanie aquitaine corsica
    londres bruxelles geneve bordeaux nantes lille strasbourg toulouse nice rennes grenoble dijon nancy metz
    brest reims tours angers caen rouen amiens limoges poitiers orleans clermont montpellier marseille
    toulon annecy chambery colmar mulhouse epinal gerardmer paris lyon amsterdam rotterdam antwerpen brugge
    gent leuven london dublin madrid barcelona milano roma torino berlin munchen koln hamburg vosges jura
    alpes pyrenees ardennes cevennes vercors morvan beaujolais medoc camargue luberon dieu jesus marie
    toussaint noel paques pentecote ascension carnaval halloween saint-valentin ramadan aid madame monsieur
    mademoiselle mesdames messieurs madam sir sirs maitre docteur professeur president presidente maire
    prefet directeur directrice responsable ministre senateur depute gouvernement etat europe republique
    constitution code consommation medecin urgences samu pompiers gendarmerie police mairie prefecture
    tribunal mediateur mediation defenseur conciliateur ordre chambre commerce cour union federation
    internet wifi wi-fi windows excel word pdf sms gps whatsapp facebook instagram messenger google chrome
    android bluetooth iphone ipad mac linux teams comte roquefort camembert brie munster reblochon beaufort
    tartiflette fondue raclette muscadet chablis bordeaux bourgogne champagne riesling gewurztraminer
    sancerre beaujolais medoc cognac armagnac pastis calvados pizza margherita pils orval leffe vittel evian
    perrier badoit nutella cola coca pepsi orangina bach mozart beethoven vivaldi verdi ravel debussy brel
    brassens piaf hallyday moliere hugo zola proust balzac flaubert rimbaud baudelaire voltaire rousseau
    picasso monet renoir rodin vauban napoleon gaulle foch garibaldi solferino austerlitz verdun victor
    pasteur curie jaures gambetta ferry
    """.split()  # noqa: SIM905 - hundreds of quoted words would be harder to read
)
