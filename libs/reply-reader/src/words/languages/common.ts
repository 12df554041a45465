// Words that everybody uses and that ask for nothing. They have no role; they mark a text as one in our languages,
// about something that is none of ours, from one that nobody can read.

export const COMMON: readonly string[] = [
  `ai aller allez allons alors ans apres aujourd arrive arriver attends attendre avait avant beau belle besoin bien bientot bon bonne
   car celui chaque chez chose combien commence connais cote crois dans debut dehors dernier dit doit donc encore enfants ensemble entre
   essaie etre euh fais faut femme fille fils fin font frere gens grand heure heures hier homme ici jour jours jamais juste maman mari mieux mere
   minutes mois monde mort moment oui pere parle passe pendant pense perdu peu personne petit plutot pourra prend prends premier presque prochain
   propos prete pret quelque quelqu quart rentre reste retard rien route sais savoir semaine sera serait seul sinon soeur sont tard tellement temps
   tiens toujours tous toute trouve vais venir venez vient viens viendra verrai voila voir vois vont voiture vrai`,
  `able about after again ago ahead almost along already also although always another anyone anything around away back bad became been before began being
   better between big both bring brought busy came come comes coming day days did different does done down each early eat else enough even ever evening every
   feel few find first five forgot found four friend from full gave give goes going gone good got half happen happy hard has hear heard help her here him
   his home hope hour house how into its job just keep kept kids kind knew know last late later least leave left let life like little live long look looking lost
   lot made make many maybe mean meet might mind minute minutes miss moment month morning most much mum need never new next nice night nothing often old once one
   open other ours out over own people place play pick put quite rather read ready really right room round running said same saw say see seen seems she should show
   sick since sit some someone something soon sort spoke started stay still sure talk tell than that their them then there they thing things think time today told took
   town two under until used usually very wait walk was way week well went were what will with without woman work would wrong year years yesterday young`,
  `aber alle allem alles also andere anfang auch auf bald bei beide bekam besser bestimmt bin bist bleibt brauche brauchen da dabei dafur dahin danach dann darf
   dass dein deine denn deswegen dich diese diesem diesen dieser dieses doch dort drei drin durch eben ein eine einem einen einer eines einfach einmal erst es etwas fahre fahren fertig
   finde finden frage frau freue freund fruh fur ganz gar geben gegen gehe gehen geht genau genug gerade gern gerne gestern gesund gibt gleich glaube gut gute guten habe haben halb hallo
   hast hat hatte hatten haus heute hier hin hinter ihm ihn ihnen ihr ihre immer ins ist ja jahr jahre jeder jemand jetzt jung kam kann kaum kein kind kinder klein komme kommen
   kommt konnte krank kurz lange langsam lasse lassen leben leider letzte leute los machen macht mache mal man manchmal mann mehr mein meine meinem meinen meiner mich minuten mit mochte morgen
   muss musste mutter nach nacht naturlich neben nehme nehmen neu neue noch nun nur ob oben oder ohne paar passt platz punktlich rein richtig ruhig sache sagen sagt schaffe schnell schon schone
   sehe sehen sehr sein seine seit selber sich sicher sie sind so solche sollte sonst spat spater stehe steht stunde stunden suche tag tage tisch tun uber uhr um und uns unser unten unter vater verloren
   viel viele vielleicht von vor vorbei wahr wann war waren warte warten was weg weil weit welche wenig wenn wer werde werden wie wieder will wir wird wirklich wo woche wohl wollen wurde zeit zu zuerst zum zur zuruck zusammen zwei zwischen`,
  `acaba ahi ahora algo alguien alguna algunos alla alli amigo antes apenas aquel asi aun aunque ayer bien buen buena bueno cada cambiar casa casi cerca como cosa cosas creo cuenta
   cuerpo cuidado cual cuando cuanto dar decir deja del dentro desde despues dia dias dice dicen dijo dinero donde dos durante ella ellos embargo encima encontrado entonces entre era eran eres ese espera
   esperar esta estaba estado estamos estan estar estas este esto estoy fue fuera fuerte fui gente gran grande haber habia hablar hace hacer haciendo hacia haga hago hasta hay hecho hermano hija hijo
   hombre hora horas hoy igual importa ir iba jefe juntos lado largo leer lejos libre llegar llego llegamos lugar luego luz madre mal mama mano manana mas medio mejor menos mes mientras minutos mismo momento
   mucha mucho muchos mujer muy nada nadie necesito noche nombre nosotros nuestra nuestro nueva nunca otra otro padre papa para parte pasa pasado pedir perdido pero persona poco poder podemos poner porque
   primera primero pronto pueda puedo pues queda quien quiere quizas razon recoger sabe saber sabes salir segundo semana sera si sido siempre siento sin sobre sois solo somos son soy supuesto tal tambien
   tampoco tan tanto tarde tener tengo tenia tenemos tiempo tiene tienen toda todavia todo todos tomar trabajo tres ultima una uno unos usted vamos van vas veces venir veo ver verdad vemos vez vida viejo viene vino vivo voy`,
  `abbiamo adesso alcuni allora altra altri altro amico anche ancora anni anno appena arrivo arrivare aspetta aspetto avere aveva bello bene bisogno buon buona buono capito caro casa certo chiedere
   chiama ci cinque citta com come con cosa cose credo cui dai dal dalla dare davvero dei del della dentro detto deve devo di dice dietro dire diverso domani donna dopo dove due durante ecco era erano esco essere fa faccio
   facciamo fare fatto fila figlia figlio fine fino forse forte fra fratello fuori gente gia giorni giorno giusto gli grande ho hai hanno idea ieri imparo insieme invece io lavoro lei lo loro lontano lungo lui ma macchina
   madre magari mai male mamma mano mattina me meglio meno mentre mese mezza mezzo mia mio minuti molta molto momento mondo mi nella nel niente noi nome non nostra nostro notte nuova nuovo nulla ogni oggi ora ore padre papa parlare
   parte passo per perche pero persona piace piccolo poco poi porta posso posto potere prendere presto prima primo pronto proprio puo pure qualche qualcosa qualcuno qualcosa quando quanto quasi quella quello questa questo qui
   ragazza ragazzo resto ritardo sabato sai sara sbaglio scusa se sei semplice sempre senti senza sera settimana si sia siamo sicuro signora solo sono sopra sorella sotto spero stanno stare stasera stata stato sto strada su subito sua suo
   tanto tardi te tempo tra trovato troppo tu tua tuo tutti tutto un una uno uomo va vado vai vanno vediamo vedere vengo venire vera vero verso via vicino viene vita voglia voi volta vuole`,
  `aan achter al alle alleen allemaal als altijd ander andere anders avond baas beetje begin ben bent beter bij bijna blij blijf boven broer buiten daar dacht dag dagen dan dat denk deze die dicht dingen dit doe doen doet
   door dochter drie duurt echt een eens eerst eerste eigenlijk elke er erg eten even gaan gaat gedaan geef geen geld geleden geloof genoeg gewoon goed goede graag groot haar had half heb hebben heeft heel help hem hen het hier hij hoe
   hoor hoop hou huis iemand iets ieder ik in is ja jaar jaren jammer jij jou jouw kan keer kijk kind kinderen klaar klein kom komen komt kon kort laat later langs leuk lang leven liever lopen maak maakt maar maand mag man mee meer meest
   meisje mensen met middag mij mijn minder minuten misschien moe moeder moeilijk moet moeten mogen mooi morgen na naam naar naast nacht natuurlijk neem nemen net niemand niets nieuw nieuwe niet nog nooit nou nu ochtend of om omdat onder
   ons onze ook oud ouders over paar plaats precies rond samen snel soms staat staan straks stuk tegen terug tijd toch toen tot tussen twee u uit uur uw vader van vanaf vanavond vandaag vast veel ver verder vergeten verloren vier vind
   vinden volgende voor vraag vriend vroeg vrouw waar waarom wacht wachten want waren was wat we week weer weet weg weinig weken wel welke werk werken werd wie wil willen woon wordt worden zaak zal ze zei zeggen zeker zelf zie zien ziek zijn zin
   zit zo zoals zoek zonder zoon zou zult zus`,
];
