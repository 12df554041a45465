import type { People } from './people';

// The address book of the story: 1,000 rows as a French spreadsheet exports them (Windows-1252, semicolons, a BOM, numbers
// with spaces), with the faults a real file has.

const ROWS = 1_000;
export const WITHOUT_CONSENT = 20;
export const NOT_NUMBERS = 15;
export const OVERSEAS = 10;
export const DUPLICATES = 5;
export const IMPORTED = ROWS - NOT_NUMBERS - DUPLICATES;

const NOT_A_NUMBER = ['6,12E+08', 'à rappeler', '01 99 00 12 34', '06 39 98', '0639980012345678', '', '36180'];
const FIRST_NAMES = ['Inès', 'Léo', 'Zoé', 'Noël', 'François', 'Maëlle', 'Jérôme', 'Anaïs', 'Hélène', 'Théo'];
const OPTED_IN = 'Oui, je souhaite recevoir les offres de Brisane par SMS';

/** Formats a number as people type it: `06 39 98 00 12`, `0033639980012`, `+33639980012`. */
function typed(e164: string, n: number): string {
  const national = `0${e164.slice(3)}`;
  const forms = [national.replace(/(\d\d)(?=\d)/g, '$1 '), national, `0033${e164.slice(3)}`, e164];
  return forms[n % forms.length] ?? e164;
}

interface Row {
  phone: string;
  consent: boolean;
}

function rows(people: People): Row[] {
  const good = ROWS - NOT_NUMBERS - OVERSEAS - DUPLICATES;
  return [
    ...Array.from({ length: good }, (_, n) => ({
      phone: typed(people.handset(n), n),
      consent: n < good - WITHOUT_CONSENT,
    })),
    ...Array.from({ length: OVERSEAS }, (_, n) => ({ phone: people.overseas(n), consent: true })),
    ...Array.from({ length: DUPLICATES }, (_, n) => ({ phone: typed(people.handset(n), n + 1), consent: true })),
    ...Array.from({ length: NOT_NUMBERS }, (_, n) => ({
      phone: NOT_A_NUMBER[n % NOT_A_NUMBER.length] ?? '',
      consent: true,
    })),
  ];
}

/** @param consentAt - a day before the story's */
export function contactsCsv(people: People, consentAt: Date): Buffer {
  const day = consentAt.toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
  const lines = rows(people).map(({ phone, consent }, n) => {
    const name = FIRST_NAMES[n % FIRST_NAMES.length] ?? '';
    return [phone, name, ...(consent ? [day, 'formulaire boutique', OPTED_IN] : ['', '', ''])].join(';');
  });
  const text = ['phone;first_name;consent_at;consent_source;consent_wording', ...lines].join('\r\n');
  return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text, 'latin1')]);
}
