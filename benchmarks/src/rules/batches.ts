import type { ConsentStatus } from '../../../apps/compliance/src/people/consents/judge-consent-status';

export const BATCH = 1_000;

export interface RulesRecipient {
  region: string;
  consentStatus: ConsentStatus;
}

/** One campaign's advert, as asked for at one instant. */
export interface Batch {
  text: string;
  codes: string[];
  linkHosts: string[];
  at: number;
  recipients: RulesRecipient[];
}

const DAY_MS = 86_400_000;
/** A Monday. */
const START = Date.parse('2026-11-23T06:00:00Z');
const REGIONS = ['FR', 'FR', 'FR', 'FR', 'GP', 'MQ', 'RE', 'GB', 'BE', 'DE'];
const WARES = ['manteaux', 'vélos', 'lampes', 'tapis', 'casques', 'ceintures', 'chaises', 'carnets'];

/** The same each time: every tenth recipient never agreed, every twentieth opted out, and instants go round the clock. */
export function makeBatches(count: number): Batch[] {
  return Array.from({ length: count }, (_, n) => ({
    text: `Lorane ${n} : -${10 + (n % 40)}% sur les ${WARES[n % WARES.length]} ce week-end, en boutique et en ligne.`,
    codes: ['36180', '38100'],
    linkHosts: ['s.example-brand.fr'],
    at: START + Math.floor((n * 5 * DAY_MS) / count),
    recipients: Array.from({ length: BATCH }, (_each, index) => recipient(index)),
  }));
}

function recipient(index: number): RulesRecipient {
  const grantedAt = START - (1 + (index % 900)) * DAY_MS;
  const consentStatus: ConsentStatus = {
    ...(index % 10 !== 0 && { consent: { consentId: `c${index}`, grantedAt, basis: 'consent', source: 'form' } }),
    ...(index % 3 === 0 && { lastContactAt: START - (index % 90) * DAY_MS }),
    ...(index % 20 === 7 && { optOut: { scope: 'advertiser', episodeId: `e${index}`, at: START - DAY_MS } }),
  };
  return { region: REGIONS[index % REGIONS.length] ?? 'FR', consentStatus };
}
