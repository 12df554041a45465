// A request beside an errand: the words around it speak of an order or an appointment, and outweigh it. Each clause is a reply of its
// own as well.

/** Bounds the work on a long text. */
const MAX_CLAUSES = 64;
const MAX_WORDS = 24;
/** Ends of clauses; a comma between figures ends none. */
const PAUSE = /[.!?;:()\n|"«»“”/…]+|,(?!\d)|\s[-–—]+\s/u;
/** Words that join two clauses, in the languages that the rules know. */
const JOINED =
  /\s(?:et|mais|puis|sinon|and|but|also|und|aber|auch|y|pero|e|ma|en|maar|ook|mas|i|ale|si|dar|an|mee|oder|ou|or|ve|ama)\s/iu;
/** Words before a date or thanks that end a request: "desinscrivez-moi a demain 18h". */
const LATER =
  /\s(?:(?:a|à|au) (?:demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\d)|see you|c u|cu|bis (?:morgen|bald|dann)|hasta|a domani|tot|até|ate|do jutra|pe maine|merci|thanks|thx|danke|gracias|grazie|bedankt|obrigad[oa])(?![\p{L}])/iu;
/** A capital letter after a small one may begin another sentence. */
const CAPITAL = /(?<=[\p{Ll}\d])\s+(?=\p{Lu})/u;
/** A number is the end of an errand: "ma commande 8812 desinscrivez-moi". */
const AFTER_NUMBER = /(?<=\d(?:\s?[hH]\d{0,2}|\s?(?:uhr|uur|pm|am))?)\s+(?=\p{L})/u;

/** The mention of an advert that is sent back. */
const MENTION = /^(?:stop|baja|arret|arrêt)(?: ?sms)?[ :]*(?:au|an|al|aan|to|no|ao|envia\w*)? ?\d{4,6}$/iu;

/** So is the name of what an errand is about: "pour ma commande desinscrivez-moi". */
const AFTER_THING =
  /(?<=(?<!\p{L})(?:commande|cmd|colis|rdv|order|parcel|booking|bestellung|paket|termin|pedido|paquete|cita|ordine|pacco|bestelling|pakje|encomenda|zamowienie|comanda))\s+(?=\p{L})/iu;

/** Returns the clauses of a text that has several, each once. */
export function clausesOf(text: string): string[] {
  const clauses = new Set<string>();
  const add = (part: string): void => {
    const clause = part.trim();
    if (
      clause !== '' &&
      !MENTION.test(clause) &&
      clause !== text.trim() &&
      clauses.size < MAX_CLAUSES &&
      clause.split(' ').length <= MAX_WORDS
    )
      clauses.add(clause);
  };
  for (const part of text.split(PAUSE)) {
    add(part);
    for (const cut of [JOINED, CAPITAL, AFTER_NUMBER, AFTER_THING]) for (const piece of part.split(cut)) add(piece);
    const later = LATER.exec(part);
    if (later) {
      add(part.slice(0, later.index));
      add(part.slice(later.index + later[0].length));
    }
  }
  return [...clauses];
}
