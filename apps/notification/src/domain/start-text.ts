import { isOnePart } from './confirmation-text';
import type { Lang } from './language';
import { printableName } from './printable-name';

// What a person hears after START. Each text is one GSM-7 part, so a name that needs another alphabet is left out.

const RETURNED: Record<Lang, (who: string, code: string) => string> = {
  fr: (who, code) => `${who ? `${who} : vous` : 'Vous'} recevrez à nouveau nos SMS. Désinscription : STOP ${code}`,
  en: (who, code) => `${who ? `${who}: you` : 'You'} will receive our texts again. To opt out: STOP ${code}`,
};

/** The texts will come again. @param code - where STOP is heard @see docs/law/answers.md#start */
export const returnText = (lang: Lang, code: string, advertiserName = ''): string =>
  fitting(printableName(advertiserName), (name) => RETURNED[lang](name, code));

const NO_CONSENT: Record<Lang, (who: string) => string> = {
  fr: (who) =>
    `${who ? `${who} : nous` : 'Nous'} n'avons pas trace de votre accord. Pour recevoir nos SMS, inscrivez-vous d'abord auprès de nous. Infos : CONTACT`,
  en: (who) =>
    `${who ? `${who}: we` : 'We'} have no record of your consent. To get our texts, please sign up with us first. Info: text HELP`,
};
const AMBIGUOUS: Record<Lang, string> = {
  fr: "Plusieurs annonceurs utilisent ce numéro. Pour recevoir les SMS de l'un d'eux : START suivi de son nom",
  en: 'Several companies use this number. To get the texts of one of them: START followed by its name',
};

/** How to join, for a START that lifts nothing. @see docs/law/opt-outs.md#return */
export const joinText = (lang: Lang, outcome: 'no-consent' | 'ambiguous', advertiserName = ''): string =>
  outcome === 'ambiguous' ? AMBIGUOUS[lang] : fitting(printableName(advertiserName), NO_CONSENT[lang]);

/** With the name, unless that needs another alphabet or a second part. */
function fitting(name: string, text: (name: string) => string): string {
  return isOnePart(text(name)) ? text(name) : text('');
}
