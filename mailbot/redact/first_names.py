"""First names that are borne in France and around, by the gender that they are mostly read as.

Not an inventory: a list that lets a rule tell « avec Léa » from « avec Garantis ». Rules for names rest on
the sender, the greeting and the words around first of all. Folded: lower case, without accents.
"""

from __future__ import annotations

from mailbot.redact.rare_first_names import RARE

FEMALE = frozenset(
    """
    adele adelaide adeline adriana agathe agnes aicha aida aimee aissatou albane alberte alexandra alexia
    alice alicia alienor aline alison alix alma alya amal amandine ambre amelia amelie amina aminata amira
    ana anais anastasia andrea andree angela angele angelina angelique anita anna annabelle anne
    anne-laure anne-lise anne-marie anne-sophie annick annie anouk antoinette apolline ariane arlette
    armelle assia astrid athenais aude audrey augustine aurelia aurelie aurore ava awa aya barbara
    beatrice benedicte berangere berenice bernadette berthe bintou brigitte bruna camelia camila capucine
    carine carla carole carolina caroline cassandra catherine cathy cecile cecilia celeste celestine celia
    celine chantal charlene charlotte chiara chloe christel christelle christiane christine cindy claire
    clara clarisse claude claudette claudia claudie claudine clea clelia clemence clementine cleo clotilde
    coline colette constance coralie corinne cynthia daisy dalila daniele danielle daphne deborah delphine
    denise diana diane dina djamila dominique dora doriane dorothee edith edwige eglantine eleanor
    eleonore elena eliane elif elina eline elisa elisabeth elise elizabeth ella ellen elodie eloise elsa
    elvire emeline emilie emily emma emmanuelle emmy enora erika estelle esther eugenie eva evelyn evelyne
    evie fabienne fanny farah fatiha fatima fatma fatou fatoumata faustine felicie fernande fiona flavie
    flora florence floriane francesca francine francoise frederique gabrielle gaelle genevieve georgette
    geraldine germaine ghislaine gilberte ginette giorgia gisele giulia gladys gloria grace guillemette
    gwenaelle gwendoline hanna hannah harriet heidi heike helena helene heloise henriette hermine hortense
    huguette ida ines ingrid irene irina iris isabel isabella isabelle isla ivana jacinthe jacqueline jade
    jana jane janine jasmine jeanne jeannine jennifer jenny jessica joana joanna jocelyne joelle johanna
    josephine josette josiane joy judith julia juliana julie julienne juliette justine kadiatou karen
    karima karin karine katarina kate katell kathleen katia kelly kenza khadija kim lara laetitia laila
    lana laura laure laurence laurie lea leana leila lena leonie leonor leslie leyla lila lilas lilia
    liliane lilly lilou lily lina linda lisa lise lison livia lois lola lore louane lou louisa louise luce
    lucia lucie lucienne lucile lucille lucette ludivine luna lydia lydie lyna maddalena madeleine mael
    maelle maelys maeva magali magalie maite malak malika mallory manon manuela margaret margaux margot
    marguerite maria mariam mariama marianne marie marie-ange marie-christine marie-claire marie-claude
    marie-france marie-helene marie-jose marie-laure marie-line marie-louise marie-noelle marie-pierre
    marie-therese marieke marielle mariette marilyne marina marine marion marise marjorie marta martha
    martine maryam maryse maryvonne mathilde maud maya mayssa melanie melina melissa melodie meryem
    michele micheline michelle mila milena mina mireille miriam moira mona monica monika monique morgane
    mounia muriel myriam nabila nadege nadia nadine naima nancy naomi natacha natalia nathalie nawel nelly
    nicole nicoletta nina nora noemie noelie nolwenn norah nour oceane odette odile olga olive olivia
    ophelie oriane paola pascale patricia paula paule paulette pauline penelope petra philippine pierrette
    priscilla priscille prune quitterie rachel rachida rania raphaelle raymonde rebecca regine reine
    renata renee rita roberta romane romy rosa rosalie rosanna roseline rosemarie rosine rosita roxane
    sabine sabrina safia salima sally salma salome samantha samia samira sandra sandrine sara sarah
    savannah segolene selma severine sharon sheila sidonie sigrid silvia simone sixtine sofia soizic
    solange solene solenn solenne soline sonia sophia sophie soraya stella stephanie susan susanna suzanne
    suzette suzie svetlana sybille sylvette sylviane sylvie tamara tania tatiana teresa tess thais thea
    thelma therese tiffany tiphaine ursula valentine valeria valerie vanessa vera veronica veronique vicky
    victoire victoria vinciane violaine violette virginie viviane wendy wilhelmine xaviere yael yasmina
    yasmine yolande ysaline yvette yvonne zahra zelie zeynep zineb zita zoe zohra
    """.split()  # noqa: SIM905 - hundreds of quoted words would be harder to read
)

MALE = frozenset(
    """
    aaron abdel abdelkader abdellah abdoul abdoulaye abel achille adam adama adel adem adrian adrien ahmed
    aidan aime alain alan alban albert alberto aldo alessandro alex alexander alexandre alexis alfred ali
    alphonse alvaro amadou amaury ambroise amine amir anatole anders andre andrea andreas andrew andrzej
    anselme anthime anthony antoine anton antonin antonio antony archibald archie aristide arjun armand
    arnaud arsene arthur ashley aubin auguste augustin aurelien axel aymeric ayoub bakary baptiste barnabe
    barry bart barthelemy basile bastien baudouin ben benedict benjamin benoit bernard bernd bertrand
    bilal bjorn blaise boris boubacar brahim brandon brian brice brieuc bruno bryan byron camille carl
    carlo carlos cedric celestin cesar charles charlie charly chris christian christophe christopher
    ciaran clement cleante clovis colin corentin cyprien cyril cyrille damien daniel dany darren dave
    david denis dennis diego dieter dietmar dimitri dirk djibril domenico donald donovan dorian driss
    dylan eddy edgar edmond edouard edward eliott elias elie eliot elliot elouan emile emilien emmanuel
    enguerrand enrique enzo eric erik ernest erwan erwin esteban ethan etienne eudes eugene evan evrard
    ewan ewen fabian fabien fabio fabrice farid felicien felipe felix ferdinand fernand fernando filip
    fiona flavien florent florentin florian foucauld francis francisco francky franck francois
    francois-xavier frank fred frederic fritz gabin gabriel gael gaetan gareth gary gaspard gaston
    gaultier gauthier gautier gavin geoffrey geoffroy georg george georges gerald gerard germain geronimo
    gerhard ghislain gianni gilbert gildas gilles giovanni giuseppe godefroy gonzague goulven graham
    gregoire gregory guglielmo guido guilhem guillaume gunter gustave guy gwenael gwendal habib hadrien
    hakim hamid hamza hannes hans harald harold harry hassan hector heinrich heinz helmut hendrik henk
    henri henrik henry herbert hermann herve hicham hippolyte honore horst hubert hugo hugues humbert ian
    ibrahim ibrahima idriss ignace igor ilan ilyes imran ismael issa ivan jack jackson jacky jacob jacques
    jamal james jamie jan jason javier jean jean-baptiste jean-charles jean-christophe jean-claude
    jean-francois jean-jacques jean-louis jean-luc jean-marc jean-marie jean-michel jean-noel jean-pascal
    jean-paul jean-philippe jean-pierre jean-yves jeff jefferson jens jeremie jeremy jerome jim jimmy
    joachim joao joaquin jochen joe joel johan johann john johnny jonas jonathan joris jordan jordi jorge
    jose joseph joshua josselin juan jules julian julien jurgen justin kader kais kamel kamil karim karl
    karl-heinz kasper keith kenneth kenny kevin kilian killian klaus kurt kylian lahcen lamine lars laszlo
    laurent lazare leandre leif leo leon leonard leonardo leopold lewis liam lionel loan loic lorenzo
    lorris louis louis-marie luc luca lucas lucien ludovic luigi luis lukas luke maceo mahmoud malcolm
    malik malo malone mamadou manuel marc marcel marcello marceau marco marcus mario marius mark markus
    marlon martial martin marvin massimo mateo mathias mathieu mathis mathurin mathys matt matteo matthew
    matthias matthieu mattis max maxence maxime mehdi michael michel mickael miguel mikael mike mikhail
    milan milo mohamed mohammed moise morad morgan mouhamed mounir mourad moussa mustapha nabil nacer nael
    nassim nathan nathanael neil nestor neven nick nicky nico nicola nicolas nicolo nigel nils noa noah
    noam noe nolan norbert octave olaf oleg oliver olivier omar onur orlando oscar oskar osman ousmane
    ousseynou owen pablo paolo pascal patrice patrick patrik paul paul-henri paulo pavel pedro peter
    petrus phil philibert philip philippe pierre pierre-alain pierre-antoine pierre-emmanuel pierre-louis
    pierre-yves pierrick pierrot pietro piotr prosper quentin rachid rafael ralf ralph raoul raphael rayan
    raymond regis reinhard remi remy renaud rene reynald ricardo riccardo richard rick rob robert roberto
    robin rodolphe rodrigo rodrigue roger roland rolf romain roman romaric romeo romuald ronald ronan rory
    ross ruben rudi rudolf rudy rui ryan sacha said salah salim sam sami samir sammy samuel samy sandro
    sascha saul scott sean sebastian sebastien sekou selim serge sergei sergio seydou seymour sidi sidney
    silvere simon sofiane soren stan stanislas stefan stefano stephan stephane stephen steve steven stuart
    sven sylvain sylvere sylvestre tadeusz tanguy tarek ted teddy telmo teo terence terry theo theodore
    theophile thibaud thibault thibaut thierry thomas tibo tidiane tim timeo timothe timothee titouan
    tobias tom tomas tommaso tommy toni tony toussaint tristan tugdual ugo ulrich umberto urbain uwe
    valentin valere valery vianney victor victorien vincent virgile vittorio vivien vladimir wael walid
    walter werner wilfrid wilfried wilhelm will willem william willy wim wladimir wojciech wolfgang xavier
    yacine yanis yann yannick yannis yassine yoann yohan youri youcef youssef yvan yves yvon yvonnick
    zachary zacharie zakaria ziad zinedine
    """.split()  # noqa: SIM905 - hundreds of quoted words would be harder to read
)

# Either a woman or a man may bear these: nothing is inferred from them.
UNDECIDED = frozenset(
    {"alex", "alix", "andrea", "ashley", "camille", "charlie", "claude", "dominique", "fiona", "lou", "mael",
     "sacha", "sam", "simone", "yael", "jan", "kim", "lois", "leslie"}
)  # fmt: skip

COMMON = FEMALE | MALE  # in small letters, only these are taken for names
ALL = COMMON | RARE
