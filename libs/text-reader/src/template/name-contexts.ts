// Positions of the name of a person in a text, in the languages that we read. Only there a capitalised word is taken for one: a
// capital alone proves nothing, every noun of a German text has it.

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter((word) => word !== ''));

/** Lower case. A name follows at once: `Bonjour Marie`. */
export const GREETINGS = words(`
  bonjour bonsoir salut cher chère coucou hello hi hey dear hallo liebe lieber hola estimado estimada ciao buongiorno
  gentile caro cara
`);

/** Lower case. A name may follow, and a word that is none is not capitalised there: `avec Sophie`, `chez Martin`, `d'Inès`. */
export const BEFORE_NAMES = words(`
  avec chez par pour de d à conseiller conseillère livreur livreuse technicien technicienne infirmier infirmière
  with by for from at con per para por da di
`);

/** Titles as they are written, before a name or instead of one: `M. Durand`, `Madame,`. */
export const CIVILITIES = words(`
  M MM Mme Mlle Mr Mrs Ms Miss Monsieur Madame Mademoiselle Dr Docteur Pr Me Maître Herr Frau Sr Sra Señor Señora Sig
  Signor Signora Dott
`);

/** After a greeting they need no capital. */
export const SPOKEN_CIVILITIES = words('monsieur madame mademoiselle');

/** Between two parts of a name: `Jean de La Fontaine`. */
export const PARTICLES = words('de du des la le van von der den ben bin el al da di dos');

/** Lower case, of five languages: a date whose words and digits both change is still the same template. */
export const DATE_WORDS = words(`
  janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv févr sept oct nov déc
  lundi mardi mercredi jeudi vendredi samedi dimanche
  january february march april may june july august september october november december jan feb apr aug dec
  monday tuesday wednesday thursday friday saturday sunday
  januar februar märz juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
  enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
  lunes martes miércoles jueves viernes sábado domingo
  gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
  lunedì martedì mercoledì giovedì venerdì sabato domenica
`);
