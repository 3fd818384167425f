"""The 5,200 commonest English words that are nobody's name: before a colon they are words, not somebody who speaks.

Made from two lists, and from no transcript: the most used words of `wordfreq` that an English dictionary (SCOWL, public
domain) has with a small first letter only. “Will” and “Grace”, which it has with a capital too, are left out.
"""

_WORDS = """
abandoned abilities ability able aboard abortion about above abroad absence absolute absolutely abstract abuse
academic academy accent accept acceptable acceptance accepted accepting access accessible accident accidentally
accidents accompanied accomplished accordance according account accounting accounts accuracy accurate accused ace
achieve achieved achievement acid acknowledge acknowledged acquire acquired acquisition acres across act acted
acting action actions active actively activist activists activities activity actor actors actress actual actually ad
adapted add added addiction adding addition additional additionally address addressed addresses adds adjacent
adjusted administration administrative admission admit admitted adopt adopted adoption ads adult adults advance
advanced advances advantage advantages adventure adventures advertising advice advise advised advisory advocate
affair affairs affect affected affects afford affordable afraid after afternoon afterwards again against age aged
agencies agency agenda agent agents ages aggressive ago agree agreed agreement agreements agrees agricultural
agriculture ah ahead aid aids aim aimed aims air aircraft airlines airport alarm album albums alcohol alert alien
alike alive all allegations alleged alliance allies allow allowed allowing allows ally almost alone along alongside
alpha already alright also alternate alternative although always amateur amazing ambassador amendment among amongst
amount amounts an analysis ancient and angels anger angle angry animal animals animation anime anniversary announce
announced announcement annoying annual annually anonymous another answer answered answers anti anticipated anxiety
anxious any anybody anymore anyone anything anytime anyway anywhere apart apartment apologize app apparent
apparently appeal appeals appear appearance appearances appeared appearing appears applicable application
applications applied applies apply applying appointed appointment appreciate appreciated appreciation approach
approached approaches approaching appropriate approval approve approved approximately apps arc architect
architecture archives are area areas arena argue argued arguing argument arguments arm armed arms army around
arranged arrangement arrangements array arrest arrested arrival arrive arrived arrives arriving arrow arsenal
article articles artificial artist artistic artists arts artwork ash aside ask asked asking asks asleep aspect
aspects assault assembly assessment asset assets assigned assignment assist assistance assistant assisted associate
associated associates association assume assumed assuming ate athlete athletes athletic atmosphere attached attack
attacked attacking attacks attempt attempted attempting attempts attend attendance attended attending attention
attitude attorney attract attracted attraction attractive auction audience audio aunt author authorities authority
authorized authors auto automatic automatically availability available avenue average aviation avoid aw awake award
awarded awards aware awareness away awesome awful awkward babe babies baby back backed background backing backs
backup bacteria bad badly bag bags balance balanced balls ban band bands bang bank banking bankruptcy banned banner
bar bare barely barrel barrier bars base baseball based basement bases basic basically basin basis basketball bat
bath bathroom battery battles bay beam beans bear bearing bears beast beat beaten beating beats beautiful beauty
became because become becomes becoming bed bedroom beds bee beef been beer before began beginning begins begun
behalf behavior behaviour behind being beings belief beliefs believe believed believes believing belly belong
belongs beloved below belt bench beneath beneficial benefit benefits beside besides bet beta better between beyond
bias bid big bigger biggest bike billion bills bin binding biological biology birds birth birthday bit bitcoin bite
bits bitter blade blame blank blast bleeding bless blessed blew blind block blocked blocking blocks blog blood
bloody blow blowing blown blue blues board boards boat boats bodies body bold bomb bombing bombs bonds bone bones
bonus book books boom boost boot boots border borders bored boring boss both bother bottle bottles bottom bought
bound boundaries boundary bow bowl box boxes boxing boy boyfriend boys branches brand brands brave breach bread
break breakdown breakfast breaking breaks breast breath breathe breathing breed breeding brick bride bridge brief
briefly brilliant bring bringing brings broad broadcast broke broken bronze brother brothers brought brush brutal
bubble bucks budget bug build building buildings built bulk bull bullet bunch burden bureau buried burn burned
burning burst bus business businesses busy but butt butter button buy buyers buying by bye cabin cable cake
calculated calendar call called calling calls calm cam came camera cameras camp campaign campaigns camps campus can
canal cancel cancelled candidate candidates cannot cant cap capabilities capable capacity cape capital caps captain
capture captured car carbon card cards care cared career careers careful carefully cares cargo caring carpet carried
carries carry carrying cars cartoon cases casino cast casting castle casual cat catch catching categories category
cats cattle caught cause caused causes causing cave cc ceiling celebrate celebrated celebrating celebration
celebrities celebrity cell cells census cent center centers central centre centres cents centuries century ceremony
certain certainly certificate certified chain chains chair chairman challenge challenged challenges challenging
chamber champion champions championship chancellor chances change changed changes changing channel channels chaos
chapter chapters character characteristics characters charge charged charges charging charm chart charter charts
chasing chat cheap cheaper cheating check checked checking checks cheers cheese chef chemical chemicals chemistry
chest chick chicken chief child childhood children chill chip chips chocolate choice choices choose choosing chose
chosen chronic churches cigarettes cinema circle circles circuit circumstances cited cities citizen citizens
citizenship city civil civilian civilians claim claimed claiming claims class classes classic classical
classification classified classroom clean cleaning clear cleared clearly clever click client clients climate climb
climbing clinic clinical clip clock close closed closely closer closest closet closing clothes clothing cloud clouds
club clubs clue coach coaches coaching coal coalition coast coastal coat code codes coffee cognitive coin coins cold
collaboration collapse colleagues collect collected collecting collection collections collective college colleges
colonel colony color colored colors colour colours column combat combination combine combined come comedy comes
comfort comfortable comic comics coming command commander comment commentary comments commerce commercial commission
commissioner commit commitment committed committee common commonly communicate communication communications
communities community companies companion company comparable compare compared comparing comparison compensation
compete competing competition competitive competitors complain complaining complaint complaints complete completed
completely completion complex compliance complicated component components composed composition compound
comprehensive compromise computer computers con concentration concept concepts concern concerned concerning concerns
concert concluded conclusion concrete condition conditions conduct conducted conference confidence confident confirm
confirmation confirmed conflict conflicts confused confusion congratulations congressional connect connected
connecting connection connections conscious consciousness consecutive consensus consent consequences conservation
conservative conservatives consider considerable consideration considered considering consistent consistently
consisting consists console conspiracy constant constantly constitutional constructed construction consultant
consumer consumers consumption contact contacts contain contained containing contains contemporary content contents
contest context continue continued continues continuing continuous contract contractor contracts contrary contrast
contribute contributed contributing contribution contributions control controlled controller controlling controls
controversial controversy convenient convention conventional conversation conversations conversion convert converted
convicted conviction convince convinced cooked cookies cooking cool cooperation cop copies copper cops copy
copyright core corn corner corporate corporation corporations corps correct correctly corresponding corrupt
corruption cost costs costume couch could council counsel count counter counties counting countries country counts
county couple couples courage course courses court courtesy courts cousin cover coverage covered covering covers cow
crack crap crash crazy cream create created creates creating creative creature creatures credit credits crew cricket
cried crime crimes criminal criminals crisis criteria critical criticism critics crop crossed crossing crowd crown
crucial cruel crush cry crying ct cult cultural culture cultures cup cups cure curious currency current currently
curriculum curve custody custom customer customers customs cut cute cuts cutting cycle cycling dad daddy daily dairy
dam damage damaged damages damn dance dancing danger dangerous dark darkness data database date dated dates dating
daughter daughters days dead deadline deadly deal dealer dealing deals dealt dear death deaths debate debt debut
decade decades decent decide decided decides deciding decision decisions deck declaration declared decline declined
decrease dedicated deemed deep deeper deeply deer default defeat defeated defence defend defender defending defense
defensive define defined definitely definition degree degrees delay delayed delete deleted delighted deliver
delivered delivering delivery demand demanded demanding demands democracy demonstrate demonstrated denied density
dental deny department departments departure depend dependent depending depends deposit depressed depression depth
deputy derived describe described describes describing description desert deserve deserved deserves design
designated designed designer designs desire desired desk desperate despite destination destiny destroy destroyed
destroying destruction detail detailed details detective determination determine determined develop developed
developer developers developing development developments device devices devil devoted diabetes diagnosis dialogue
diameter diamond diary did die died dies diet difference differences different differently difficult difficulties
difficulty dig digital dining dinner diplomatic direct directed direction directions directly director directors
dirt dirty disability disabled disagree disappear disappeared disappointed disaster disc discipline discount
discover discovered discovery discrimination discuss discussed discussing discussion discussions disease diseases
disgusting dish dishes dismissed disorder disorders display displayed dispute distance distant distinct distinction
distinguished distributed distribution district districts dive diverse diversity divide divided divine division
divisions divorce do doc doctors document documentary documents does dog dogs doing dollar dollars domain domestic
dominant dominated donations done door doors dose double doubt down download downtown dozen dozens draft drag dragon
dragons drama dramatic draw drawing drawn draws dream dreams dress dressed dressing drill drink drinking drinks
drive driven driver drivers drives driving drop dropped dropping drops drove drug drugs drum drunk dry dual duck
dude due dumb dump duo duration during dust duties duty dying dynamic dynamics each eagle eagles ear earlier
earliest early earn earned earning earnings ears earthquake ease easier easily easy eat eaten eating economic
economics economy edge edges edit edited editing edition editor editorial educated education educational effect
effective effectively effects efficiency efficient effort efforts egg eggs eh eight eighth either elderly elected
election elections electoral electric electrical electricity electronic electronics element elementary elements
elephant eleven eligible eliminate elite else elsewhere em email emails embarrassing embassy embrace emerged
emergency emerging emotion emotional emotions emperor emphasis empire employed employee employees employer employers
employment empty enable enabled encounter encourage encouraged encouraging end ended ending endless ends enemies
enemy energy enforcement engage engaged engagement engaging engine engineer engineering engineers engines enhanced
enjoy enjoyed enjoying enormous enough ensure enter entered entering entertaining entertainment entire entirely
entitled entity entrance entries entry environment environmental epic episode episodes equal equality equally
equipment equipped equity equivalent era error errors escape escaped especially essay essays essential essentially
est establish established establishing estate estimate estimated estimates etc eternal ethics ethnic euro evaluation
even evening event events eventually ever every everybody everyday everyone everything everywhere evidence evil
evolution evolved ex exact exactly exam examination examine examined example examples excellent except exception
excess excessive exchange excited excitement exciting exclusive exclusively excuse executed execution executive
exercise exercises exhausted exhibit exhibition exist existed existence existing exists exit expand expanded
expanding expansion expect expectations expected expecting expense expenses expensive experience experienced
experiences experiment experimental experiments expert experts explain explained explaining explains explanation
exploration explore explosion export exports exposed exposure express expressed expression extend extended extension
extensive extent external extra extraordinary extreme extremely eye eyes fa fabric fabulous face faced faces facial
facilities facility facing fact factor factors factory facts faculty fail failed failing fails failure fair fairly
fairy faithful fake fall fallen falling falls false fame familiar families family famous fan fancy fans fantastic
fantasy far farm farmers farming farms fascinating fashion fast faster fastest fat fatal fate fault favor favorite
favour favourite fear fears feature featured features featuring federal federation fee feed feedback feeding feel
feeling feelings feels fees feet fell fellow felt female females feminist fence festival fever few fewer fiction
field fifteen fifth fifty fig fight fighter fighters fighting fights figure figured figures file filed files fill
filled filling film filming films filter final finally finals finance financial financing find finding findings
finds fine finest finger fingers finish finished finishing fire fired fires firing firm firms first fiscal fish
fishing fit fitness fits fitted fitting five fix fixed fixing fl flag flags flash flat fleet flesh flew flexible
flies flight flights flip floating flood floor flow flower flows fluid fly flying focus focused focuses focusing
fold folk folks follow followed followers following follows food foods fool foot footage football for force forced
forces forcing forecast foreign forever forget forgive forgot forgotten form formal format formation formed former
formerly forming forms formula fort forth fortune forty forum forward fought found foundation founded founder four
fourth frame framework franchise fraud freak free freedom freeze frequency frequent frequently fresh friend friendly
friends friendship from front frozen fruit frustrated ft fuel full fully fun function functional functions fund
fundamental funded funding funds funeral funny furniture further furthermore future gain gained gaining gains galaxy
gallery gambling game games gaming gang garage garbage garden gardens gas gate gather gathered gathering gave gear
gender general generally generate generated generation generations generic generous genes genetic genius genre
gentle gentleman gentlemen gently genuine genuinely get gets getting ghost giant giants gift gifts girl girlfriend
girls give given gives giving glad glasses global globe glorious glory gm go goal goals gods goes going gold golf
gone gonna goodbye goodness goods gorgeous got gotta gotten governance governing government governments governor
grab grade grades gradually graduate graduated grain grammar grand grandfather grandma grandmother granted grants
graphic graphics grateful grave gravity great greater greatest greatly grew grid grief grip ground grounds group
groups grow growing grown grows growth guarantee guaranteed guard guardian guards guess guest guests guidance guide
guidelines guilt guilty guitar gulf gun guns guys gym ha habit habits had hair half hammer hand handed handful
handle handled handling hands handsome hang hanging happen happened happening happens happily happiness happy harbor
hard harder hardest hardly hardware harm harmony harsh has hat hate hated hates have haven having headed heading
headquarters heads heal healing health healthcare healthy hear heard hearing heart hearts heat heated heating heaven
heavily heavy height heights held helicopter hello help helped helpful helping helps hence her here heritage hero
heroes herself hey hi hidden hide hiding high higher highest highlight highlights highly highway hilarious hills him
himself hip hire hired hiring his historic historical historically history hit hits hitting hockey hold holding
holds hole holes holidays holy home homeless homes homework honest honestly honey honor honored honour hook hop
hoped hopefully hopes hoping horrible horror horse horses hospital hospitals host hosted hosting hosts hot hotel
hotels hour hours household households houses housing how however hp hr hub hug huge huh human humanity humans
humble humor hundred hundreds hunger hungry hunting hurricane hurry hurt hurting hurts husband hybrid ice icon id
idea ideal ideas identical identification identified identify identity idiot if ignore ignored ii iii illegal
illness illustrated image images imagination imagine immediate immediately immigrants immigration immune impact
imperial implement implementation implemented implications import importance important importantly imposed
impossible impressed impression impressive improve improved improvement improvements improving inch inches incident
incidents include included includes including income incorporated increase increased increases increasing
increasingly incredible incredibly indeed independent index indicate indicated indicates indicating indigenous
individual individuals indoor industrial industries industry inevitable infected infection infinite inflation
influence influenced influential info inform information informed infrastructure ingredients initial initially
initiative injured injuries injury inner innovation innovative input inquiry insane inside insight inspection
inspector inspiration inspired install installation installed instance instant instantly instead institute
institution institutions instruction instructions instrument instruments insurance integrated integration integrity
intellectual intelligence intelligent intend intended intense intensity intent intention intentions inter
interaction interactions interest interested interesting interests interface interior internal international
interpretation intervention interview interviews into introduce introduced introducing introduction invasion
invented inventory invest invested investigate investigated investigating investigation investigations investing
investment investments investors invisible invitation invite invited involve involved involvement involves involving
ion iron is island islands isolated issue issued issues item items its itself iv jacket jail jam jazz jealous jeans
jet jets jewelry join joined joining joint joke jokes journal journalism journalist journalists journey judge judges
judgment judicial juice jump jumped jumping jungle jurisdiction jury just justify keen keep keeping keeps kept
keyboard keys kg kick kicked kicking kid kidding kids kill killed killer killing kills kind kinda kinds kingdom
kings kiss kitchen km knee knees knew knife knock knocked know knowing knowledge known knows lab label labels labor
laboratory labour lack lacking ladies lady laid lake lakes landed landing lands landscape language languages lap
laptop large largely larger largest laser last lasted lasting late lately later latest latter laugh laughed laughing
laughs laughter launch launched law laws lawsuit lawyer lawyers lay layer layers laying lazy lead leader leaders
leadership leading leads leaf league leak learn learned learning lease least leather leave leaves leaving lecture
led leg legacy legal legally legend legendary legislation legislative legislature legitimate legs lemon length lens
lesbian less lesser lesson lessons let lets letter letters letting level levels liability liberal liberals liberty
libraries library license licensed lied lies lieutenant life lifestyle lifetime lift lifted light lighter lighting
lightning lights like liked likely likes limit limited limits line linear lines link linked links lion lions lip
lips liquid list listed listen listened listening listing lists lit literally literary literature live lived liver
lives living load loaded loading loads loan loans local locally located location locations lock locked log logic
logical logo lonely longer longest look looked looking looks loop loose lose loses losing loss losses lost lots loud
loved lovely lover lovers loves loving low lower lowest loyal loyalty luck lucky lunch lung luxury lying lyrics ma
machine machines mad made magazine magic magical magnetic mail main mainly mainstream maintain maintained
maintaining maintenance majority make maker makers makes makeup making males mall mama manage managed management
manager managers managing mandatory manner manual manufactured manufacturer manufacturers manufacturing many map
maps margin marijuana marked market marketing markets marriage married marry marvel mask massive master match
matches matching mate material materials math mathematics matter matters mature maximum maybe mayor me meal meals
mean meaning meaningful means meant meanwhile measure measured measures meat mechanical mechanics mechanism medal
medical medication medicine medium meet meeting meetings meets member members membership memorial memories memory
men mental mentally mention mentioned mentions menu mercy mere merely mess message messages met metal meter meters
method methods metres metro metropolitan mi mice mid middle midnight might mighty migration mild mile military milk
million millions mind minded minds mine mines mini minimal minimum mining minister ministers ministry minor minority
minute minutes miracle mirror missed missile missing mission missions mistake mistakes mix mixed mixing mixture mm
mode model models moderate modern modified molecular mom moment moments monetary money monitor monitoring monster
monsters month monthly months mood moral moreover morning mortgage most mostly mother mothers motion motivated
motivation motor mountain mountains mounted mouse mouth move moved movement movements moves movie movies moving much
mud multi multiple mum municipal murder murdered muscle muscles museum music musical musicians must mutual my myself
mysterious mystery nail naked name named names narrative narrow nasty national nations native natural naturally
nature naval navy near nearby nearest nearly necessarily necessary neck need needed needs negative negotiations
neighbor neighborhood neighbors neither nerve nervous net network networks neutral never nevertheless new newly news
newspaper newspapers next night nightmare nights nine no nobody noise nominated non none nonsense noon nope nor
normally northern nose not note noted notes nothing notice noticed notion novel novels now nowadays nowhere nuclear
number numerous nurse nurses nursing nutrition nuts oak object objective objects observation observed obtain
obtained obvious obviously occasion occasional occasionally occasions occupation occupied occur occurred occurs
ocean odd odds of off offense offensive offer offered offering offers office officer officers offices official
officially officials often oh oil okay old older oldest on once one ones ongoing online only onto op open opened
opening openly opens opera operate operated operates operating operation operational operations operator operators
opinion opinions opponent opponents opportunities opportunity opposed opposite opposition option options or oral
order ordered orders ordinary ore organ organic organisation organisations organization organizations organized
oriented origin original originally other others otherwise ought our ours ourselves out outcome outcomes outdoor
outer outfit output outside outstanding over overall overcome overnight overseas overview owe own owned owner owners
ownership owns oxygen pack package packed pages paid pain painful paint painted painting paintings pair pairs palace
palm panel panic pants paper papers par parade parallel parent parents parish parking parliamentary part partial
partially participants participate participating participation particular particularly parties partly partner
partners partnership parts party pass passage passed passenger passengers passes passing passionate past patch
patent path pathetic patience patient patients patrol pattern patterns pay paying payment payments pays peaceful
peak peer pen penalty pension people peoples pepper per perceived percent percentage perception perfect perfectly
perform performance performances performed performing perhaps period periods permanent permission permit permitted
person personal personality personally personnel persons perspective pet petition phase phenomenon philosophy phone
phones photo photograph photographer photographs photography photos phrase physical physically physician physics
piano pick picked picking picks picture pictures pie piece pieces pig pile pilot pilots pin pine pink pipe pit pitch
pizza place placed places placing plain plan plane planes planet planned planning plans plant plants plastic plate
plates platform platforms play played player players playing playoff playoffs plays pleasant please pleased pleasure
plenty plot plug plus pocket podcast poem poems poet poetry point pointed pointing points police policies policy
political politician politicians politics poll polls pollution pool poor poorly pop popular popularity population
populations port portfolio portion portrait pose position positions positive possession possibilities possibility
possible possibly posted poster posting posts pot potato potatoes potential potentially pounds pour poverty powder
power powered powerful pp practical practically practice practices praise pray prayer prayers precious precise
precisely predicted prefer preference preferred pregnancy pregnant preliminary premier premiere premium preparation
prepare prepared preparing presence present presentation presented presents preserve presidency presidential press
pressed pressure pretend pretty prevent prevented preventing prevention previous previously prices pride priest
primarily primary prime princess principal principle principles print printed printing prior priority prison
prisoner prisoners privacy private privilege prize pro probably problem problems procedure procedures proceed
proceedings process processes processing produce produced producer producers produces producing product production
productive productivity products profession professional professionals professor profile profit profits program
programme programming programs progress progressive project projects prominent promise promised promises promising
promote promoted promoting promotion proof propaganda proper properly properties property proportion proposal
proposals proposed prospect protect protected protecting protection protective protein proteins protest protests
protocol proud prove proved proven provide provided provider providers provides providing province provision
provisions psychological psychology pub public publication publications publicly publish published publisher
publishing pull pulled pulling pump punishment punk pupils purchase purchased purchases pure purely purple purpose
purposes pursue pursuit push pushed pushing put puts putting qualified qualify quality quarter quarters quest
question questions quick quickly quiet quietly quit quite quote quoted quotes race races racial racing racism racist
radar radiation radical radio rage raid rail railroad railway rain raise raised raising rally ram ran random range
rangers ranging rank ranked ranking ranks rap rapid rapidly rare rarely rat rate rated rates rating ratings ratio
raw reach reached reaches reaching react reaction reactions read reader readers reads ready real realise realistic
reality realize realized really rear reason reasonable reasons recall receive received receiver receives receiving
recent recently reception recipe recognition recognize recognized recommend recommendation recommendations
recommended record recorded recording records recover recovered recovery reduce reduced reducing reduction refer
reference references referred referring refers reflect reflected reflection reflects reform refugees refuse refused
regard regarded regarding regardless regards regime region regional regions register registered registration regret
regular regularly regulation regulations regulatory rejected relate related relating relation relations relationship
relationships relative relatively relatives relax release released releases releasing relevant reliable relief
religion religious rely remain remained remaining remains remarkable remarks remember remembered remind reminded
reminder reminds remote removal remove removed removing rent rental repair repeat repeated repeatedly replace
replaced replacement replacing replied reply report reported reportedly reporter reporting reports represent
representation representatives represented representing represents republic reputation request requested requests
require required requirement requirements requires requiring rescue research researchers reserve reserved reserves
residence resident residential residents resist resistance resolution resolve resolved resort resource resources
respect respected respective respectively respond responded response responses responsibilities responsibility
responsible rest restaurant restaurants restoration restore restored restricted restrictions result resulted
resulting results resume retail retain retired retirement retreat return returned returning returns reveal revealed
reveals revenge revenue reverse review reviewed reviews revised revolution revolutionary reward rewards rid ridge
ridiculous riding rifle right rights ring rings riot rip rise rising risk risks rival river road roads robot rocket
rocks role roles roll rolled rolling rolls romance romantic roof rookie room rooms roots roster rough roughly round
rounds route routes routine row rs rubber rude rugby ruin ruined rule ruled rules ruling run runner running runs
rural sacred sacrifice sad sadly safe safely safer safety said saint saints sake salad salary sale sales salt same
sample samples sandwich satellite satisfaction satisfied sauce save saved saving savings saw say saying says scale
scandal scared scary scenario scene scenes schedule scheduled scheme scholars scholarship school schools science
sciences scientific scientist scientists scope score scored scores scoring scratch scream screaming screen screening
screw script sea seal sealed search searching season seasons seat seats second secondary seconds secret secrets
section sections sector secure secured securities security see seed seeds seeing seek seeking seeks seem seemed
seemingly seems seen sees segment select selected selection self selfish sell selling sells semi senators send
sending sends sense sensitive sent sentence sentenced sentences separate separated separation sequence sergeant
serial series serious seriously servant serve served server serves service services serving session sessions sets
setting settings settle settled settlement setup seven seventh several severe severely sex sexual sexually shade
shadow shake shall shame shape shaped share shared shares sharing shark she shed sheep sheet sheets shelter sheriff
shield shift shine ship shipping ships shirt shirts shock shocked shocking shoe shoes shoot shooting shop shopping
shops shore shorter shortly shot shots should shoulder shoulders show showed shower showing shown shows shut shy
sick side sides sight sign signal signals signature signed significance significant significantly signing signs
silence silent silk silly silver similar similarly simple simply simultaneously sin since sing singing single
singles sink sir sit site sites sits sitting situated situation situations six sixth size sized sizes ski skill
skilled skills skin skip skull sky slave slavery slaves sleep sleeping slept slide slight slightly slip slot slow
slowly smaller smart smash smell smile smiling smoke smoking smooth snap so soap soccer social socialist society
soft software soil solar sold soldier soldiers sole solely solid solo solution solutions solve some somebody somehow
someone something sometime sometimes somewhat somewhere song songs sons soon sooner sorry sort sorts sought soul
souls sound sounded sounds soup source sources southern space spaces spare speak speaker speakers speaking speaks
special specialist species specific specifically spectrum speech speed spell spend spending spent spider spin spirit
spirits spiritual split spoke spoken sponsored sport sporting sports spot spots spotted spray spread spreading
spring springs spy squad square stability stable stadium staff stage stages stairs stake stamp stand standard
standards standing stands star staring stars start started starting starts state stated statement statements states
stating station stations statistical statistics stats statue status stay stayed staying stays steady steal stealing
steam steel stem step stepped steps stick sticks still stock stocks stole stolen stomach stones stood stop stopped
stopping stops storage store stored stores stories storm story straight strain strange stranger strangers strategic
strategies strategy stream streaming streams street streets strength stress stressed stretch strict strictly strike
strikes striking string strip stroke stronger strongest strongly struck structural structure structures struggle
struggling stuck student students studied studies studio studios study studying stuff stunning stupid style styles
sub subject subjects submit submitted subsequent subsequently substance substantial substitute succeed succeeded
success successful successfully such suck sucks sudden suddenly suffer suffered suffering sufficient sugar suggest
suggested suggesting suggestion suggestions suggests suicide suit suitable suite suits sum summary summit sunshine
super supplied supplies supply support supported supporters supporting supports suppose supposed supreme sure surely
surface surgeon surgery surprise surprised surprising surprisingly surrender surrounded surrounding surveillance
survey survival survive survived survivors suspect suspected suspended suspension suspicious sustainable sustained
swear sweat swim swimming swing switch switched sword symbol symptoms syndrome system systems table tables tackle
tactics tag tail take taken takes taking tale talent talented tales talk talked talking talks tall tank tanks tap
tape targeted targets task tasks taste tattoo taught tax taxes taxi tea teach teacher teachers teaching team teams
tear tears tech technical technically technique techniques technologies technology teen teenage teenager teens teeth
telephone television telling tells temperature temperatures temporary ten tend tender tends tennis tension term
terminal terms terrible territory terror terrorism terrorist terrorists test tested testimony testing tests text
texts than thank thanks that the theater theatre theft their them theme themes themselves then theories theory
therapy there therefore these they thick thin thing things think thinking thinks third thirty this tho thoroughly
those thou though thought thoughts thousand thousands thread threat threatened threatening threats three threw
throat throne through throughout throw throwing thrown thunder thus thy ticket tickets tie tied tier ties tiger
tigers tight till time timeline times timing tiny tip tips tired tissue title titled titles to tobacco today
together toilet told tomorrow ton tone tongue tonight tons too took tool tools top topic topics torture total
totally touch touched touching tough tour tourism tourist tournament tours toward towards tower town towns toxic toy
toys trace track tracking tracks trade traded trading tradition traditional traditions traffic tragedy trail trailer
train trained training trains trans transaction transactions transfer transferred transformation transit transition
translated translation transmission transport transportation trap trapped trash trauma travel traveling travelling
treasure treat treated treating treatment treatments treaty tree trees trend trends trial trials tribe tribute trick
tricks tried tries trigger trip triple trips troops trophy tropical trouble truck trucks true truly trust trusted
try trying tube tune tunnel turn turned turning turns tweet tweeted twelve twenty twice twin twins twist two type
types typical typically ugh ugly uh ultimate ultimately ultra um unable uncle uncomfortable under underground
underlying understand understanding understands understood unemployment unexpected unfair unfortunate unfortunately
uniform unique unit united units unity universal universe universities university unknown unless unlike unlikely
unlimited unnecessary until unusual up upcoming update updated updates upgrade upon upper ups upset urge urgent us
usage use used useful useless user users uses using usual usually utility vacation vacuum valid valley valuable
value values valve variable variations variety various vary vast vegetables vehicle vehicles venture venue verse
version versions versus vertical very vessel vessels veteran veterans vi via vice victim victims victory video
videos view viewed viewers views village villages vintage violation violence violent virgin virtual virtually virus
visible vision visit visited visiting visitors visits visual vital vocal voice voices vol volume volumes volunteer
volunteers vote voted voter voters votes voting vs vulnerable wage wages wait waited waiting walk walked walking
walks wallet wanna want wanted wanting wants war warm warned warning warrant warrior warriors wars was washed
washing waste wasted wasting watch watched watches watching water wave waves way ways we weak weakness wealth
wealthy weapon weapons wear wearing weather web website websites wedding weed week weekend weekly weight weird
welcome welfare well went were wet what whatever wheel wheels when whenever where whereas wherever whether which
while whilst who whoever whole whom whose why wide widely wider widespread wife wild wildlife willing win wind
window winds wine wing wings winner winners winning wins winter wire wireless wisdom wish wishes witch with within
without witness witnesses woke woman women won wondered wonderful wondering wont wooden word words wore work worked
worker workers working works workshop world worlds worldwide worn worried worries worry worrying worse worship worst
worth worthy would wound wounded wow wrap wrapped wrestling write writer writers writes writing written wrong wrote
xi yard yards ye yea yeah year years yellow yep yes yesterday yet yield yo yoga you younger your yours yourself
youth zero zone zones zoo
"""
ORDINARY = frozenset(_WORDS.split())
