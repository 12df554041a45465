import type { Dice } from './dice';

export const SHORT_CODE = '36180';
const FICTION = 10_000;
const FIRST_NAMES = ['Inès', 'Léo', 'Zoé', 'Noël', 'François', 'Maëlle', 'Jérôme', 'Anaïs', 'Hélène', 'Théo'];
const STOPS = ['STOP', 'stop', 'Stop svp', 'ARRET', 'STOP 36180', 'STOP'];
export const START = 'START';
const CHAT = ['Merci', 'OK', 'Top merci'];

/** True if a text of this run asks to stop. */
export const isStop = (text: string): boolean => STOPS.includes(text);

/** Behaviour of a person, decided before the run, so that it does not depend on the order in which texts arrive. */
export interface Person {
  e164: string;
  /** STOP before any advert came; from the start of the campaign. */
  unasked?: { atMs: number; text: string };
  /** To each advert. */
  toAdvert?: { afterMs: number; text: string };
  /** The same again a little later. */
  again?: { afterMs: number };
  /** STOP to the confirmation, as some do. */
  toConfirmation?: { afterMs: number };
  /** START to the confirmation, and the first STOP again soon after. */
  changesMind?: { startAfterMs: number; stopAfterMs: number };
}

export interface Habits {
  /** Share of all people: STOP before being texted. */
  unasked: number;
  /** Share of those who get an advert: reply STOP. */
  stop: number;
  /** All who answer STOP come back, and go again within a minute. */
  changeMind?: true;
}

/**
 * More than a campaign may meet before it pauses itself (docs/law/complaints.md#what-it-leads-to), which is not what these
 * tests are about.
 */
export const PATIENT_CAMPAIGNS = { STOP_RATE_PAUSE_AFTER: '1000000' };

export const USUAL_HABITS: Habits = { unasked: 0.01, stop: 0.05 };

/**
 * The nth number: the range reserved for fiction has 10,000. Those beyond are of the French plan, and like all others
 * given to nobody but the simulator.
 */
export const numberOf = (n: number): string =>
  n < FICTION ? `+3363998${String(n).padStart(4, '0')}` : `+3379999${String(n - FICTION).padStart(4, '0')}`;

/** @param first - number of the first of them */
export function makePeople(dice: Dice, count: number, durationMs: number, habits = USUAL_HABITS, first = 0): Person[] {
  return Array.from({ length: count }, (_, n): Person => {
    const e164 = numberOf(first + n);
    if (dice.chance(habits.unasked)) {
      return { e164, unasked: { atMs: dice.int(0, durationMs), text: dice.pick(STOPS) } };
    }
    if (dice.chance(habits.stop)) {
      if (habits.changeMind) return changingMind(e164);
      return {
        e164,
        toAdvert: { afterMs: dice.int(0, 3_000), text: dice.pick(STOPS) },
        ...(dice.chance(0.2) ? { again: { afterMs: dice.int(200, 5_000) } } : {}),
        ...(dice.chance(0.2) ? { toConfirmation: { afterMs: dice.int(100, 2_000) } } : {}),
      };
    }
    return dice.chance(0.01) ? { e164, toAdvert: { afterMs: dice.int(0, 3_000), text: dice.pick(CHAT) } } : { e164 };
  });
}

/** A return counts that comes more than 5 s after the STOP. */
const changingMind = (e164: string): Person => ({
  e164,
  toAdvert: { afterMs: 100, text: 'STOP' },
  changesMind: { startAfterMs: 6_500, stopAfterMs: 4_000 },
});

/** @param consentAt - as a French spreadsheet writes it */
export function contactsCsv(people: readonly Person[], consentAt: string): string {
  const rows = people.map(
    ({ e164 }, n) =>
      `${e164};${FIRST_NAMES[n % FIRST_NAMES.length]};${consentAt};formulaire boutique;Oui aux offres par SMS`,
  );
  return ['phone;first_name;consent_at;consent_source;consent_wording', ...rows].join('\r\n');
}
