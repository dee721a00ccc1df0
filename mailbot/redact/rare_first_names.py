"""First names that are borne less often: old, regional, recent, foreign, and short ones.

They tell no gender here: that of the common list is enough. Left out are those that begin sentences or name
towns (« Lourdes », « Ravi », « Elke »).
Folded: lower case, without accents. A double name is known by its first half.
"""

from __future__ import annotations

RARE = frozenset(
    """
    aafke aage aagje aarav aart abbas abbie abby abdallah abdelaziz abdelhak abdelhamid abdelkarim abdelkrim
    abdellatif abdelmajid abdelmalek abdenour abderrahim abderrahmane abdessamad abdoulkarim abdourahmane
    abelardo abigaelle abigail abou aboubacar achim achraf ada adalbert adalgisa adamina adela adelheid
    adelie adelina adeliya adelyn adina adine adolfo adonis adriaan adriaen adrianna aengus afaf afsaneh
    agata agathon agda aglae agnan agnese agneta agnetha agnieszka agostina agostino agustin aiden ailbhe
    aileen ailsa aimery aina ainara ainhoa aino ainoa aintzane aishwarya aislin aisling aislinn aissa
    aissata aitana aitor akemi akim akira akram akseli alasdair alassane alastair alba albano albertina
    albin albina albine albrecht alcide alda alderic aldric alec aleida alejandra alejandro aleksandar
    aleksander aleksandr aleksandra aleksei alena ales alessandra alessia alessio aletta alexa alexiane
    alexina alfhild alfie alfons alfonso alfredine alfredo alhassane alicja alida alienor aliette alima
    alina aliocha aliona aliou alioune alistair alister aliyah alizee allal allan allison almudena alois
    aloise aloisia alojzy alonso aloys aloyse alphonsine alwin alwine alwyn alyson alyssa alyssia alzbeta
    amadeo amadeus amadi amael amaelle amaia amalia amanda amandin amarante amaro amaya ambrine amedeo amel
    amele ameline amelle amena amidou aminatou ammar amos amparo anabel anabelle anacleto anae anaelle anahi
    anaia ananya anass anastasiia anatol anatolie anatoliy anca ancelin andi andoni andras andreea andrei
    andreia andrej andreu andrii andrine andriy anelise aneta anetka angeles angelica angelie angelita
    angelo angharad angie angus ania aniela aniello anina anis anissa anisse anja anjali anka anke annabel
    annael annaelle annaick annaig annalisa annamaria annarita annbritt annegret anneke annelie annelies
    anneliese annemarie annemiek annemieke annett annette anniek annika annmarie annunziata anouar anouchka
    anouska ansel anselmine antar antia antje antonella antonia antonie antonietta antonina antonine antoon
    antti antxon aodren aoibheann aoibhinn aoife aparecida apollonie apolonia appoline araceli arantxa
    aranzazu arcadius archer arend arezki ariadna arianna arie ariel arielle arif arjan arjen arkadiusz
    arlene arlindo arlo armanda armande armando armel arnaldo arnau arnaut arndt arne arno arnold arnout
    arnulf aron arpad arran arsenio artem arthus artur arturo arun arvid arvo arwen asbjorn ascelin asher
    ashleigh ashok ashton asier aslaug asmaa asmae aspasie assa assane assetou assiatou assunta asta astou
    astree astri athenaise athol atika atilio attila attilio aubane aubeline aubrey aubry audric audun
    augusta augusto aukje aune aurane aurel aurelian aurelija aurelio avery awatif axeline axelle ayaan ayat
    ayden aylin aymane aymar aymee aymen aymone ayse aysegul aysel azad azelie azilis aziz aziza azucena
    azzedine babette bachir badr bahia balazs baldur balint baltasar balthazar baptistin barbel barbora
    barend baris barnabas barnaby barney bartek bartlomiej bartolome bartolomeo bartosz bassem bassirou
    bastiaan bastian bathilde batoul baudoin bautista bea beata beate beatrijs beatrix beatriz bebert becca
    becky begona behrouz bela belen belinda belkacem beltran benedek benedetta benedetto benedikte bengt
    beniamino benita benito benj benji benoite bente benvenuta berend berenger berit bernardin bernardine
    bernardo bernhard bernhardt bernie berta berthold bertil bertille bertine bertold beryl besma bess
    bethan bethany betje betsy bettina betty betul beverley beverly biagio bianca bianka bibi bibiana bineta
    binta birger birgit birgitta birgitte birte bjarne bjorg blair blake blandine blas bleuenn bobby bodo
    bogdan bogumil bohdan bojana boleslaw bonifaz bonnie borja borje borwin boualem bouchra boudewijn bozena
    bradley brage bram brandi branislav branko brayden breanna brecht bregje brenda brendan brenna brennan
    briac briag briana brianna bridget bridie brieg brigitta briony brita britney britt britta brivael
    brodie brody bronagh bronislaw bronwen bronwyn bruce brunehaut brunehilde brunella brunhilde brunilda
    bryce brynhild bryony bulent burak burkhard burkhardt cael caelan caetano cai caitlin caitlyn caitriona
    caleb calixte callie calliope callum calogero calum cameron camil camilla candace candela candelaria
    candice caoilinn caoimhe carin carina carlijn carlota carly carmel carmela carmelina carmelo carmen
    carmina carol carola carolane caroll carrie carsten caryl carys casimir casimiro casper cassandre
    cassidy cassie cassien catarina cate cateline caterina cath cathal cathelle cathou cathrine catriona
    cayetana cece cecil cecilio cedrine cees celestina celestino celiane celina celso cem cesare cesarine
    cesira cezary chacha chadia chafik chahine chahinez chaima chakib chandler chantale chantelle charaf
    charlaine charlette charline chau chayma cheikh cheikhou chelsea chems cherif cherifa cheryl cheyenne
    chimene choukri christa christabel christer christiaan christianne christoph christophine christou
    chrystel chrystelle cian ciara cigdem cillian cindie cinzia ciriaco ciro claartje claas claes clarence
    clarissa claudel claudio claudy claus clayton cleandre clemens clementina cleomede cleopatre clifford
    clive clodoaldo cloe clothaire clothilde clyde cody coen coenraad coleen colleen colm colombine colton
    conall concepcion concetta concha conchita connor conor conrad conrado constantin constantine constanze
    consuelo cora coraline coralyne cordelia cordula corentine corey corine cormac cornelia cornelie
    cornelis cornelius corrado corrie cosette cosima cosimo coumba courtney craig cressida crispin cristian
    cristiana cristiano cristina cristobal cunegonde cuong curtis cybele cydalise cyriaque cyrielle cyrus
    czeslaw daan dagmar dagmara dagny dagobert daire dalal dalibor daline dalmau damaso damia damian damiano
    damienne damon dana danae daniela danilo danique danny danuta daoud daouda dara darcy daria dario darius
    dariusz darragh darrell darryl davey davide davina davy dawid dean deanna debbie deborrah debra declan
    deepa deepak defne deirdre dejan delaney delfina delfine delia delilah delphin demba demelza demetrio
    demetrius denez denisa deniz denovan denys derek dermot desideria desmond detlef detlev devin devrig
    dewi dexter dhia dianne didier diederik diep diethelm dietlinde dietrich dieudonne dieuwertje dieuwke
    diewertje dieynaba dillon dilys dimitrios dinah dinh dinis dionisio dionne disa djamel djenabou djeneba
    djenna dmitri dmitry dmytro dobromir dogan dolores dolors domenica domi domingo dominic dominik dominika
    domitila domitilla domitille domnin donal donata donatella donatien donatienne donato donia donna
    donncha doreen doria doriana dorien dorina dorine doris dorit dorota dorothea dorte douaa doug dougal
    douglas dounia doxane dragan drahomira dramane dries duarte duncan dunvael dusan dusko dustin duy dwayne
    dwight eamon eamonn ebba eberhard ebru ecaterina eckart eckhard edeltraud edelyne edern edgardo edie
    edina edmee edmonde edmund edna edoardo edouardine eduarda eduardo edwin edwina edyta eefje eelco eero
    effie efrain egbert egidio egil egon ehrenfried eija eike eileen eilert eilidh eilis eimear einar eino
    eira eireann eirik eirlys eithan eivind ela eladio elaia elaine elba elda elea eleana eleane eleonora
    eleri elfie elfriede elhadj eli elia eliana eliaz elide elijah elin elinor elinore eliora elioth
    elisabet elisabetta elisee eliseo elissa ellemieke ellie ellinor elliott ellis elly elmar eloan eloane
    elodia eloi eloisa elona elora elouann elric elsbeth elsie elske elspeth elton elva elvio elvira elvis
    elya elyas elyes elyne elzbieta elzear emanuel emanuela emanuele embla emelie emelyne emer emerance
    emeric emerick emie emiel emil emilia emilian emiliana emiliano emilienne emilio emin emine emlyn
    emmelie emmeline emmerich emmett emmie emoke emre emyr enael enaelle encarna encarnacion enea eneko enes
    engracia enguerran enid eniko enogat enola enrica enrico enriqueta eoghan eoin eole ephraim epifanio
    ercole erdem erell eren erhard erica erich erin erland erling ermina erminia erna ernestina ernestine
    ernesto errol erwana erwann eryn eryne erzsebet eskil esma esme esmee esmeralda esmond espen esperanza
    esra essam estebane estefania estela estele estella estevao esteve eszter etan ethel etiennette ettore
    euan eudeline eudoxie eugen eugenia eugenio eulalia eulalie eulogio eunice euphemie euphrasie eurydice
    eusebe eusebio evaelle evald evamaria evangeline evariste evaristo evelien evelina eveline everett evert
    evi ewa ewald ewelina ewelyna eya ezechiel ezequiel ezio ezra fabi fabiana fabiola fabrizio fadel fadi
    fadila fafa fahd fahima faical faiza fanch fanchon fanelie fanfan fang fanou fanta fantine faolan fardin
    fares farida faris farouk fatah fateh fathi fathia fatim fatimata fatimetou fatoumatou faust fausta
    faustin faustino faycal faye fayza federica federico fedor felicia feliciane feliciano felicienne
    felicite felicity felisa felizitas femke fenna fenne ferdinande ferenc fereshteh fergal fergus ferhat
    feriel fermin ferran ferre ferreol fethi ffion fiammetta fieke fien fiete filiberto filippa filippo
    filomena finbar finbarr finja finlay finley finn finnegan finnian finnja fionn fionnuala fiorella
    fiorenza firas firmin flaminia flavia flavian flaviana flavio flemming fletcher fleurette floortje
    florane flore florelle florencia florencio florentine florestan florette floriana floribert florica
    florimond florin floris flossie floyd folke fortunat fortunata fouad foulques fouzia franca francelin
    franceline francelle francesc francesco francette franchesca francia franciane francie francinette
    francisca franciska franciszek franckie franka franz franziska fraser frauke freda freddie fredegonde
    frederica frederico frederieke frederik fredo fredrik freek frej freja freya frida frieda friedbert
    friederike friedhelm friedl friedrich frode froydis fulbert fulgence fulvia fulvio furkan gabi gabor
    gabriela gabriele gabriella gaby gaetana gaetano gaia galina galla galliane galo gamze garazi garfield
    garrett garry garth gaspar gaspare gatien gauvain gaya gebhard gedeon geert geertje geertruida gege gema
    gemma gennaro genoveva genowefa geoff georgiana georgie georgina geraint gerardine gerardo gerben gerd
    gerda gereon gergely gerhild gerlinde germano germar gernot gero gerolamo gerold gerrit gerry gersande
    gersende gert gertjan gertraud gertrude gervaise gervasio gesa gesine geza gheorghe ghita ghizlane gia
    giacinta giacinto giacobbe giacomo giada giampaolo giampiero giana giancarlo gianfranco gianluca
    gianmarco gianmaria gianna gianpaolo giel gijs gijsbert gilberto gilda gilly gilou gina ginevra ginger
    ginny gino gioacchino gioele giordana giordano giorgio giovanna girolamo gisbert gisela giselda gitta
    gitte giuditta giuliana giuliano giulio giuseppina giustina gizem gladiola gladis glen glenda glenn glyn
    glynis godelieve godfrey gokhan goncalo gontran gonzalo goran gordon gorka gorm gosia gosta gottfried
    gotthard gottlieb gotz goundo gracia gracianne graciela graeme grainne grazia graziella greer greetje
    greg greger gregor gregorio greta gretchen gretel griet grietje griselda grzegorz guadalupe gualtiero
    gudmund gudrun guenael guenaelle guendal guenola guenole guenolee gueric guewen gui guigui guilaine
    guilhaume guilherme guillem guillemin guillemine guillerma guillermina guillermo guiomar guiseppe gulay
    gulsah gunda gundula gunhild gunilla gunnar gunther gurvan gustav gustavine guttorm guus guylaine
    guylene gwen gwenaela gwenn gwennaig gwennan gwenola gwenole gwenvael gwilym gwladys gwyn gwyneth gwynne
    habiba habibou hacene hachim haci hadja hadjer hadriel hafid hafida hafsa haitem haizea hajar hajo hakan
    hakima hakon halfdan halil halima halimatou halina halvard halvor hamady hamed hamida hamidou hamish
    hana hanae hanan hanane hanene hania hanne hanneke hannelore hanno hansjorg harmen harmonie haroun
    harouna harper harrison hartmut haruki haruto harvey hasan hasna hasnae hassiba hassna hasso hatem
    hatice havard hawa hayat hayden hayet hayley hedi hedvika hedwig hedwige hegoa heidemarie heidrun heikki
    heiko hein heiner heino helder heleen helen helga helge helia helie heliodoro helios helma helmuth
    hendrika hendrikje henning henrieta henrietta henriikka henrike henrique henryane henryk heribert herman
    hermance hermeland hermeline herminia herminie hermione hernan hernando herta hessel hettie hetty hiba
    hichem hidde hideki hien hieronymus hieu hilaire hilario hilarion hilary hilda hilde hildebert hildegard
    hildegarde hilja hilke hilma hilmar hind hinnerk hinrich hippolite hiroko hiroshi hjalmar hjordis hoai
    hoang holden holger honora honorat honorin honorine horacio hortensia houari houcine houda houria
    houssam hovig howard howell huan hubertine hubertus hugette hugolin huguenin huon huong huseyin hussam
    hussein huub hyacinthe hywel iago iain ialen ianto ibai ibon ibtissam ichrak ichrane idalie idalina idir
    idoia idoya idrissa idun ieuan ieva ifan ifor iga ignacio ignazia ignazio igone ihsane ikbal iker ikram
    ilana ilaria ilda ildefonso ildiko ildut ileana ilenia ilham ilhan ilhem ilian iliana ilias ilie iliona
    ilka ilker illan ilmari iloan ilona ilse iluminada ilyan ilyana ilyas ilyass imad iman imane imanol
    imelda imen imke immacolata imogen ina inaki inaya indira ineke inga inge ingeborg inger ingjerd ingmar
    ingo ingolf ingunn ingvar ingvild inigo inka inma inmaculada inna intissar ioan ioana iola iolanda ione
    ionela ionut iphigenie ippolita irati irena irenee irenne irfan iria irja irma irmgard irmtraud irvin
    irving irwin isa isaac isabeau isadora isaiah isaie isaline isalys isaura iseult iseut ishak isidora
    isidore isidro isild ismahane ismahen ismail ismerie ismet ismo isobel isolde israa issam issouf istvan
    italo itxaso itziar iulia iuliana ivanka ivanna ivano ivanoe ivar ivo ivona ivonne ivor iwan iwona
    ixchel izaac izabela izaro izia izzy jaafar jaap jabir jacco jacek jacinta jacinto jackie jacoba
    jacomijn jacopo jacotte jacquemine jacquette jacqui jacquot jacquotte jacquou jad jaden jadwiga jael
    jagoda jaime jaione jairo jake jakob jakub jalal jalil jamel jamil jamila jamilla janet janette janice
    janick janie janig janina janique janis janna jannat janneke jannick jannik jannis janos jantien jantje
    janusz jany jaouen jari jarl jarle jarod jaroslav jaroslaw jarvis jasmina jasna jaume javotte jawad
    jayden jayne jayson jeanette jeanie jeanine jeannette jeannick jeannie jeannot jeannou jeb jed jeffrey
    jehan jehanne jelena jelle jelmer jemima jemma jenifer jenna jenyfer jeremiah jerico jermaine jeroen
    jeronimo jerry jerzy jesper jesse jessie jessika jesus jethro jetske jette jezabel jihane jilali jill
    jillian jimena jimmie jinane jip jiri jitske joakim joan joane joanet joanie joann joanne joanny joaquim
    joaquina joce jocelin jocelyn jochem jodie jody joep joeri joey johanne johanneke johannes johanny
    johnatan johnathan johnnie jojo jokin jolan jolanda jolande jolanta jolanthe jolene jolien jolijn jolyne
    jolyon jonah jonatan jone joni jonna jonny joost joran jorane jordana jordane jordina jorg jorgen jorick
    jorien jorik jorinde joris jorma jorn jorrit jort jorunn joseba josef josefa josefien josefina josefine
    joselyne josep josepha josephin josephina joset josh josiah josip joss jost jostein josu josue joukje
    joumana jouni jourdan jovan jovana jovial jovita joyce jozef jozsef juana juanita judas jude judi
    judicael judicaelle judikael judikaelle judit judoc judy juhani juju jukka julen juliane julianne
    julieta julietta julio juliusz julot julyan jurre jurriaan jussi justina justinien justyna jutta jytte
    kaatje kacper kadidia kadija kadir kaelan kaelig kai kaina kaisa kaitlyn kaj kaja kalista kalle kaltoum
    kalyssa kamal kamelia kamila kamilia kankou kaori karam karel karelle karianne karita karla karlijn
    karol karola karoliina karolin karolina karoline karsten karthik karyne kasia kaspar katarzyna katel
    katelin kateline katelyn katerina katharina katherine kathia kathrin kathryn kathy katica katie katixa
    katja katrin katrina katrine katy kavita kawtar kawthar kaye kayla kaylan kayleigh kayliah kays keeley
    kees keiko keira kelia kelian keliane kelig kelsey kelvin kelya kelyan kemal ken kenan kendal kendall
    kendra kendrick kenji kenta keo kepa kerem keren kerri kerrian kerry kerstin kerttu keryan ketty keziah
    khadidja khadim khadra khaira khaled khalid khalida khalil khalissa khanh khaoula kheira khira khoa
    khoudia kian kiara kiera kieran kieron kiki kilien killiane kimberley kimberly kinan kinga kinsley
    kirill kirk kirsi kirsten kirsty kitty kiyoshi kjell kjersti kjetil klaartje klaas klara klaudia klervi
    klervie knud knut koen koenraad koffi koldo konogan konrad konstantin koos korbinian kordula korentin
    kornel kornelia kossi kouadio kouakou kouame kouider koumba krikri kris krishna kristel kristell kristen
    kristian kristiina kristin kristina kristof kristoffer kristy krisztina krystian krystyna krzysztof
    ksenia kumar kunigunde kuno kwame kyla kyle kyliane kylie kyllian lacey lachlan ladislav laelia laeticia
    lahouari laia lakhdar lakshmi lalie lalla laly lamberto lamia lamya lamyae lander landry lanig laouen
    larbi larisa larissa larry lassana lassine latif latifa latoya laurane laureano laureen laurelenn
    laureline laurella lauren laurena laurene laurens lauretta laurette lauri lauriane laurianne laurick
    laurina laurinda laurine lauryn lauryne lavinia lawrence layal layana layane layla lazaro lazlo leah
    leander leandra leandro leane leanna leanne leen leena leendert leia leigh leighton leina leire lelia
    lelio lenaic lenaick lenaig lenard lenka lennard lennart lenneke lennert lenni lennox lenny lenuta leny
    lenya leobert leocadie leonarda leonce leoncio leonel leonhard leonid leonidas leonide leonilde leonine
    leonne leontine leopoldine leopoldo leroy lesley lester leszek leticia letizia lettice letty levana levi
    levin lexane lexie leyna lia liana liane lianne libby liborio lidia lidija liduvina lidwine lieke lienor
    liesbeth liesel lieselot lieselotte liesje liesl lieven ligia lilian liliana lilianna lilibeth lilith
    lilli lillian lilwen lilya lilyan linde lindsay lindsey linette linh linn linnea linoa linus lioba
    lionelle lisandro lisbet lisbeth liselotte lisenn lisette lisiane lissandre lisy lital liudmila liv
    livie livio livvy liwen liz liza lizea lizeth lizie lizon lizzie ljiljana ljubica lloyd loana loane
    loann loanne lobke loeiz loelia loeline loen loes loeva loevan logan lohan lohann loicia loick loig loik
    lolie lolita loni lonni loona lorane lorcan lorea loredana lorella loren lorena lorene lorenz lorenza
    loreto loretta lorette lorian loriana loriane lorick lorie lorinda lorine loris lorna lotfi lothaire
    lothar lotje lotta lotte lottie louan louann louanne louay loubna loucas louella louie louison louiza
    louka loukas loukmane louna lounis lovisa lowan lowen lowenn lowie lowieke lowri lua luan luana luane
    luben lubomir luciana luciano lucila lucilia lucinda lucio lucjan lucrece lucrezia lucy lucyna ludger
    ludmila ludmilla ludo ludovica ludovico ludvig ludwig ludwika luella luigia luigina luisa luise luiz
    lukasz lulu luther lutz luuk lyad lyam lyana lyes lyle lylia lylie lyloo lylou lynda lyndon lynette lynn
    lynne lynsey lyor lysa lysandre lysea lysiane lyson lyssandre lyudmyla lyvia maaike maamar maarten
    maartje mabel macaire macarena macha machteld maciej mackenzie madalina madani maddie maddison maddy
    madeg madelief madelin madelon madelyne madenn madge madi madison madita madleen mado mads madyson mae
    maelan maelenn maelie maeline maella maelyne maena maenn maeron maeve maewenn mafalda mafoudh magaly
    magda magdalena magdeleine magdolna maggie magnhild magnus maguelone magueye magui mahamadou mahaut
    mahdi mahe maheva mahfoud mahine mahjoub mahmut mahsa maia maialen maiana maider maika maike maimouna
    maina mairead mairi maisie maissa maitena maiwenn maja majda majdi majid majida majken makoto maksym
    malachy malaurie malcom malcy malek malena malgorzata maliak malick malin malory malou malte malvina
    malwenn malya mamadi mamoudou manal manar mandy manech manel manelle manex manfred manfredi manish
    manlio manoa manoah manoe manoel manola manoli manolis manolo mansour manu manue manuella manuelle
    maodan maoni mara maram marcela marcelin marceline marcelino marcella marcelle marcelo marcia marcial
    marcien marcin marcos mareike mareile marek maren mareva margareta margarete margareth margaretha
    margarethe margarida margarita margary margaud margault margerie margery margherita margie margit margo
    margotte margrethe margrit margueritte mariacristina mariagrazia mariah mariame marian mariana
    mariangela marianna mariannick mariannig mariano maribel maricarmen marick mariejo mariella marielou
    marieme marija marije marijke marijn marika marike mariko marilena marilene mariline marilou marilyn
    marinella marinette marinus marisa mariska marisol marissa maristella marit marita maritxu mariuccia
    mariusz marja marjan marjolaine marjolein marjoleine marjolijn marjory markku marleen marlene marley
    marlies marlis marloes marlou marly marlyse maroua marouan marouane marsha marte marten marthe martijn
    martina martino martirio martyna maruja maruska marvyn marwa marwan marwane mary maryanne maryannick
    maryem marylene marylin maryline marylise marylou maryna maryvette marzouk masako massil massilia
    massimiliano massinissa matej mateja mateu mateus mateusz mathea matheo mathijs mathilda mathurine
    mathylde matias matilda matilde matis matisse matthia matthijs matti mattia mattias mattys matyas maude
    maura maurane maureen maurice mauricette mauricia mauricio maurilio maurin maurine maurits maurizia
    maurizio mauro mavis maxance maxandre maxim maximilian maximiliano maximilien maximilienne maximin
    maximus maxine maxwell mayana mayar mayeul mayke maylie mayline maylis mayliss maylisse mayna maysa
    mayte mazarine meagan mebarek mebarka mechelina mechthild medard meddy medeline medhi meena meg megan
    megane megann meghan mehmet meike meinhard meinrad meissa mekki melaine melania melany melchior
    melchiorre melek meli melia meliane melie melin melinda meline melis melisande melissande melisse
    melodia melody meltem melusine melvil melvin melvyn melwin melwyn merce meredith merel merete meriam
    meriem merijn meritxell meron mert merte merve mervyn merwan meryam meryl messaoud mhairi mica micaela
    micah michaela michaella michal michela michelangelo michelina michiel michou mick mieczyslaw miek mieke
    miguela mihaela mihai mihaly mihn mika mikaela mikaella mikail mikel mikkel mikko mikolaj milada
    milagros milana milane milann mildred mileva milhan milica milie miljana milla millicent millie milly
    milos miloslav milou miloud milton mimi mimine mimoun minata minh minnie mira mirana miranda mircea
    mireia mirela mirella miren mirjam mirka mirko miroslav miroslaw mirre mirte mirthe misha mitch mitchell
    moana modestine mogens mohamadi mohamadou mohan mohand mokhtar mokrane moktar molly moncef monia moniek
    montaine montse morag morane mordjane morena morgana morgann morganne moritz morten morwenna mostafa
    mouad mouctar moufida mouhcine mouloud mouna mounira mourtada moustafa moustapha muguette muhammad
    muhammed mumu mungo munia munir murat murdo murielle murray musa mustafa mykola myla mylan mylane mylann
    myleen mylene myles mylia myra myrddin myriem myrthe myrtille myrtle nacera nacim nacima nadejda
    nadezhda nadim nadira nadja nadjet nadjia nadjib nadou naeem naelia naella naelle naelys naelyss nafi
    nafissa nafissatou nahel nahia nahil nahla naia naiara naig naila naile nailia naim nais najat najet
    najib najla najoua najwa nana nanette nanna nannie nanou naoki naomie naomy nargis narimane nasr
    nasreddine nasrin nasser nassima nassira nastasia nasteho natalene natalie natanael natasa natasha nath
    nathalia nathaniel nathann nausicaa nawal nayan nayla nayliah nazaire nazarena nazareno nazario nazim
    nazli ndeye nebil ned nedjma neela neill nejla nekane nele nelia nelio nell nella nellie nenad neomie
    nera nerea neree nereida neriah nerina nerys nesrine nesta nestora nettie neus nevena nevil neville
    nevio ngoc nhi nhung nia nial niall niamh nicaise nicanor nicasio niccolo nicephore nicki niclas
    nicodemo nicolaas nicolae nicolai nicolien nicolin nicoline niek niels nienke nieves nihad nihal nihed
    niilo nikita niko nikodem nikola nikolai nikolas nikolaus nila ninette nino ninog ninon nisha nisrine
    nita nivaldo nizar njal noalig nobuko nodin noela noelia noelig noeline noella noelle noellie noemi noha
    noham nohan nohayla nohe nohlan nolann nolhan nolwen nominoe nona noor noortje norberte norberto nordine
    noreen norig norman normande notburga nouara nouh nouha nouhaila noura nourdine noureddine nouredine
    nouria nuala nuno nunzia nunzio nuray nuria nurten nylan nyna nynke oakley oana oanna octavia octavie
    octavien octavio odalie odalys oddbjorn oddvar odelie odelin odeline odetta odeya odilon odin odran
    ofelia ogier ohian oian oier oihan oihana oisin oksana olalla olan olav oldrich oleana oleksandr oleksii
    olena olenka olha oliana olimpia olinda olinde oliva oliviane olivio oliwia ollie olof olov olwen olympe
    olympia omaya ombeline ombline omer onenn onesime onofre onorine oonagh ophelia oralie orane oranne
    orazio oregan oren orene oreste oriana orianne oriol orjan orla orlagh orlaith orlane orlanne orlena
    orlene ornella orsola orsolya orson ortense ortensia ortrud ortwin osane osanne oscarine osian oskari
    ostein osvald osvaldo oswald othello othilie othman othon otilia otmane ottavia ottavio ottilie ottmar
    otto oualid ouarda ouardia ouassila ouassim ouiam ouissam oulaya oulimata oum oumaima oumar oumaya
    oumayma oumou ourida oussama outi ove ovidiu owain oyvind ozan ozanne ozeline ozge ozlem ozvan paco
    pacome paddy padraic padraig pagan paige paivi palle paloma pam pamela pancrace pansy paolina paquita
    parisa pascaline pascual pascuala pasquale pasqualina pat patoche patricio patrizia patrizio patrycja
    patsy patti patty pauletta paulien paulin paulina pavla pawel payton peder peggy pekka pello pepita
    perceval perenn perla perlette pernille peroline peronne peronnelle perpetue perrette perrick perrig
    perrine perry pertti petar pete petr petroc petronela petronella petronila petrouchka petru petter
    petula petunia peyo peyre peyton phebe phedre philea philemon philiberte philipp philippa philippin
    philis phillip philomene phineas phoebe phong phuc phuong phyllis pien piera pierangelo piergiorgio
    pierluigi piero pierpaolo pierric pierrine pierro piers piet pieter pieterjan pietra pilar pim pinar
    pippa pirjo pirkko placida plectrude plinio polly polyxene pomeline pompee pompeo pooja porfirio porthos
    portia prakash preben predrag primael primel princilia priscila priscillia priya priyanka procopie
    prosperine prudencio prudentia pryscilla przemek przemyslaw pulcherie purificacion quang quim quincy
    quinn quinten quintin quirico quirino quiterie quoc quyen rabah rabiaa rachele rachelle radek radhia
    radia radka radoslav radoslaw radouane radovan radu rafaela rafaelle rafal raffaele raffaella rafik
    rafika raghad ragna ragnar ragnhild rahim rahima rahma rahul raimonda raimondo raimundo raina rainer
    rainier raissa rajaa rajesh rakesh ralitsa ramatoulaye rambert ramdane ramesh ramiro ramon ramona ramy
    ramzi ramzy randall randi randy ranya raouf raph raphaela raphaella raquel rashid rasmus ratko raul raya
    rayane rayanna rayen raynald razane razika reagan rebeca rebecka rebekah rebekka recep reda redha
    redouan redouane reece refik reg reggie reginald reginalde reidar reidun reinalda reinder reinette
    reinhardt reinhilde reinhold reinier reinold reinout rejane rekia remco remigia remigio remus renald
    renalde renan renate renato renaude renelle renske renzo reuben reza rhian rhianna rhiannon rhizlane
    rhoda rhona rhys riad riadh rian rianne rica ricarda richarde ricky ridha rieke riet rieul rigoberte
    rigoberto rihab rihanna riitta rik rikke riko riley rima rina rinaldo rinske rinus riri ritchie riwal
    riwan riwana riwanon riyad rkia robbe robbert robbie robertine robinne robinson robustiano robyn rocco
    rocio roddy roderick roderik rodney rodolf rodolfa rodolfo rodrick roel roelof rogatien rogelia rogelio
    rogerio rogier rohan rohann rohit roisin rojda rokhaya rokia roksana rolande rolando romaine romaissa
    romana romano romarin romina romolo romualda romualde romule ron ronja ronnie ronny roope roos roosje
    roque roro rosalba rosaleen rosalia rosalina rosalind rosalinda rosalinde rosaline rosalyn rosalyne
    rosamonde rosamund rosane rosanne rosaria rosaura roscoe rosella roselle roselyne roselys rosendo
    rosetta rosie rossana rossella roswitha rosy roudy roukaya rowan rowena roxana roxanna roxanne royce
    roza rozenn ruairi rudiger rufin rufina rufino rufus ruggero rukiye rumwald runa rune rupert ruperta
    ruprecht russ russell rutger ruth ruud ruurd ruxandra ryad ryana ryann ryder rym ryszard saad saada
    saadia saara saartje sabah sabas sabina sabri sadek sadia sadie sadio sadok saera safa safaa safae
    safiatou safiya safouane safwan saida saif saig saina sakina sakura salamata salaun saleh salia salif
    saliha saliou salman saloua salvatore samanta samih samila samson samuela samuele samuelle samuli sanaa
    sanae sandeep sander sandie sandor sandrina sandrinette sandy sanja sanjay sanna sanne sanneke santino
    santo santos saoirse saphia saphir saphira sarai saray sarra sarya sasa sasha sasja saskia satoshi
    saturnin saturnina saturnine saverio savina savine savinien savino sawyer scarlett scholastique seamus
    seb sebastiaan sebastiana sebastiane sebastiano sebbe seda sedik sefora segolaine seiji selahattin
    selami selcuk selda selena selene selenia selin selina selmane selvi selwyn selyan sem semia semih senan
    senay senne sephora seppo septime sequoia serafina serafino serap seraphie seraphin seraphine serdar
    seren serenella sergi sergine serhat serkan servais servan servane seth severiano severin severina
    severino sevim sevrine seyda seydina sezny shahd shahin shahrzad shaima shana shane shania shannon
    shanti sharleen sharlene shaun shauna shawn shayan shayna shayne shea sheena sheherazade shelagh shelby
    sheldon shelley sheridan sherine sherley sherry sheryl shirel shirin shirine shirley shona shreya siaka
    sian sibel sibyl sibylla sibylle sidoine siebe siebren siegbert siegfried sieghard sieglinde siegmund
    siegrid siegrun siemen sien sientje sigfrido sigismond sigmund signe sigolene sigrun sigurd siham sihem
    siiri silas silja silke silvain silvana silvano silveria silverio silvestra silvestre silvie silvina
    silvio silviu simao simen simeon simona simonetta simonette simonne simplice sinan sinead siobhan sion
    sira siri sirine sissi sissou siv sixte sixten sixtina sjaak sjef sjoerd skander slavica slavko slawomir
    slimane sloan sloane slobodan smail smain snezana soeren sofian sofie sofien sohaib sohan sohane sohann
    sohrab soizick solal solann solanne solea soledad solen solenna solenne solennie solenza soliman solise
    solveig solvene solvi sonja sonke sonsoles sophian sophiane sophonie sorcha sorel sorenza sorin sorina
    souad soufian soufiane souhail souhaila souhil souhir soukaina soukeina soulef souleyman souleymane
    soumaya soumia souraya spencer stacey stacy stana stanislav stanislava stanislaw stanka stanley steen
    steeve steeven stef stefaan stefania stefanie stefanu steffen steffi steinar stela stellan stelvio steph
    stephana stephania stephany stevan stevens stevie stewart stig stijn stina stine stoyan sture stylianos
    suheyla suleyman suleymane suliac sullivan sulpice sunil sunita sunniva suresh susana susann susannah
    susanne susie suus suzannah suze suzel suzon suzy svante svantje svea svein svend svenja sverre svitlana
    swan swann swanny swen sybil sylas sylke sylva sylvaine sylvana sylvi sylvia sylvio sylwia symeon
    symphorien synne synnove syrine szilvia szymon taavi tabatha tabea tabitha taddeo tadhg taha tahar tahir
    taina taissa takashi takeshi takumi talal talia talina talya tamar tamas tamer tamsin tancrede tancredi
    tangi tanja taous tapio tara taras tarik tarja taron taryn tasha tasnim tasnime tatjana tatyana tayeb
    tehani telio telma telme teodor teodora teodoro teodulo teofila teofilo teophile terance teresina
    teresita terhi terje terri tesnim tessa tetiana teun teunis teva thadee thaina thalia thalie thanh
    thania thao theau thecla thelyo themis themistocle theobald theobalde theodor theodora theodoric
    theodoros theodose theodosia theolia theonie theophane theophania theophraste theotime therence theresa
    theresia theresine thessa thetis theun theva thiago thibalt thibauld thibert thibo thien thierno thijmen
    thijs thilo thimothe thimothee thinh thiphaine thirza thiziri thomasine thor thorben thorbjorn thorsten
    thorvald thurian thuy thylan thymeo tiago tiana tibalt tibault tibere tiberio tibor tidjane tiebe tiego
    tiernan tifaine tiffanie tiguida tihana tijana tijl tijmen tijn tilda tilio tilly tilman tilmann timm
    timmy timo timoleon timoteo timothea timour tina tineke tioman tiphanie titania titia titien tito titou
    tiziana tiziano tjalling tjark tobia tobie tobin toby todd toinette toinon toinou tolga tomaso tomasz
    tomeo tomi tomke tommie tomoko tomos tonin tonino tonio tonje torben torbjorn tore torgeir torhild
    toribio torill torkel torstein torsten torunn toshiro toufik toune tove tracey tracy trang traudl traute
    travis trent trestan trevis trevor tricia trifin trijntje trina trine trinh triphine trish trisha
    tristana tristano trond trude trudy trung truus trygve trystan tsilla tuan tudi tudor tugba tuija tullia
    tullio tuomas turid tuula tuyet txema txomin tyana tybalt tyler tylian tylio tymeo tymoteo typhaine
    typhanie tyra tyron tyson tytouan ubaldo udo ugur ulf uli uliana ulisse ulla ullrich ulric ulrik ulrika
    ulrike ulyana ulysse uma umar umit umut unai undine unn unni urbano urho uriel urielle urs ursel ursule
    ursuline urszula urte uschi ute uxia uxue uyen vaclav vadim vahe valbert valborg valdemar valdo
    valentina valentino valentyn valentyna valerian valeriane valerien valeriia valerio valeska valiane
    valter valtin vanda vanesa vanina vanna vanni vannina vasco vasile vassili vassilissa vasyl vebjorn
    veerle vegard veikko veit velia velma venance venancio venanzio venceslas veran verane verena veria
    veridiana verity vernon vero veronika vesna vianca vianne vibeke vic vicenta vicente vicenzo vicki
    victoriane victorine vidar viera vigdis viggo vijay vikram viktor viktoria viktoriia vilde vilhelm vilma
    vince vincente vincenza vincenzo vinh vinicius vinzenz viola violeta violetta viorel virgil virgilia
    virgilio virginia virna vitalia vitalie vitalis vitaly vito vittoria viveka vivian viviana vivianne
    vivienne vlad vladan vladia vladimiro vladislas vladislav vlasta vojtech volkan volker volkmar volodia
    volodymyr vonnick wafa wafaa wahiba wahid wajdi walaa walbert walburga waldeck waldemar waldtraut
    walerian wallace wallerand wallis walther waltraud waltraut waly wanda warre warren wassila wassim wayne
    wenceslas wencke wendeline wendell wenke wenna weronika wesley wessel wiam wibke widad wided wiebe
    wiebke wieke wieland wies wieslaw wieslawa wietske wiktor wiktoria wilbert wilbur wilburt wilf wilfred
    wilfride wilhelmina wiliam willa willeke willemijn willemse willi willie willo willow wilma wilson
    winfried winifred winnie winona winston wioletta wissal wissam wissem wisteria witold wlada wladyslaw
    wojtek wolfram woody wout wouter wulfran wyatt wyn xabier xan xana xander xandra xantha xaver xaverine
    xavi xiao ximena ximo ximun xiomara xoan yacin yacouba yacout yaele yaelis yaelle yagmur yago yahia
    yahya yahyah yaiza yakouba yakup yamina yana yanice yanick yaniss yaniv yanna yannaig yannek yannic
    yannig yannik yanou yara yaron yaroslav yasar yasin yasir yasmeen yasmin yasser yassin yassir yavuz yaya
    yazan yazid yesenia yevhen yildiz yilmaz ylan ylana yliana ylies ylona ylva ynes yngrid yngve yoan
    yoanna yoanne yoel yoen yoenn yohann yohanna yoko yolaine yolanda yona yonah yonas yonel yoni yonna
    yoram yoran yordan yorick yoshi youenn youna younes youness younis yousra yousri youssouf youssoupha
    yrsa ysaac ysabel ysalis ysee yseult ysilde ysolde ysoline ythan yuki yuko yulia yuliia yumi yuna yunus
    yuri yuriy yusra yusuf yusuke yvain yvane yvanna yveline yvelise yven yvi yvo yvonig yvonnic yzaline
    yzeult zac zacarias zach zacharia zachariah zacharias zachery zack zadie zadig zaher zahia zahir zaid
    zaida zaina zaineb zaira zakari zakariya zakary zakia zane zanna zara zarah zayd zayn zayna zaynab zaza
    zbigniew zdenek zdenka zdzislaw zebulon zehra zeinab zeineb zelda zelia zeliha zeline zelma zena zenaide
    zenia zeno zephirin zephyrin zephyrine zerrin zeynab zezette zhen zia ziggy zilda zina zinab zine
    zineddine ziyad zlata zlatko zoelie zoeline zoely zofia zohir zoia zoila zoltan zora zorah zoran zoubida
    zoubir zouhair zouhir zouina zoulikha zsofia zsolt zsuzsanna zubair zuleika zuleyha zurine zuzana
    zuzanna zyad zygmunt
    """.split()  # noqa: SIM905 - hundreds of quoted words would be harder to read
)
