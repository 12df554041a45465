import type { RunningStack } from '@stopsms/local-stack';
import type { Door } from './sender-system';

/** Advertiser whose system uses one door, and a person who agreed to its adverts. */
export interface Advertiser {
  id: string;
  /** Its accounts at the gateway, by what they send. */
  accounts: { adverts: string; notices: string };
  code: string;
  sender: string;
  /** Sender of another advertiser. */
  othersSender: string;
  handset: string;
}

const FIRST_CODE = 36210;
const senderOf = (n: number): string => `Alzon${n}`;

/** Registers an advertiser for each door. */
export const enrol = (stack: RunningStack, doors: readonly Door[]): Promise<Advertiser[]> =>
  Promise.all(doors.map((door, n) => enrolOne(stack, door, n, doors.length)));

async function enrolOne({ services: { campaign } }: RunningStack, { name }: Door, n: number, count: number) {
  const [code, sender] = [String(FIRST_CODE + n), senderOf(n)];
  const handset = `+336399899${40 + n}`;
  const advertiser = { name: sender, legalName: `${sender} SAS`, sender, shortCode: code, country: 'FR' };
  const { id } = await post<{ id: string }>(`${campaign.url}/v1/advertisers`, advertiser);
  const books = `${campaign.url}/v1/address-books`;
  const { id: book } = await post<{ id: string }>(books, { advertiserId: id, name: 'Clients' });
  const consent = { consent_at: '2026-11-01T10:00:00+01:00', consent_source: 'boutique', consent_wording: 'Oui' };
  await post(`${books}/${book}/contacts`, [{ phone: handset, ...consent }]);
  const accounts = { adverts: `${name}-ads`, notices: `${name}-info` };
  return { id, accounts, code, sender, othersSender: senderOf((n + 1) % count), handset };
}

async function post<T>(url: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
