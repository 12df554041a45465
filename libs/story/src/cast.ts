import { clockFrom } from '@stopsms/kernel';
import { type RunningStack, traitsOf } from '@stopsms/local-stack';
import { call, get, post } from './api';
import type { Claims } from './claims';
import { DUPLICATES, IMPORTED, NOT_NUMBERS, OVERSEAS, contactsCsv } from './contacts';
import { BLOCKS, People } from './people';
import { StoryStopped } from './story-stopped';

const DAY_MS = 86_400_000;
/** Short code of the first run; later runs count up. README's examples use another code. */
const FIRST_CODE = 36200;
const ASKED_AT_ONCE = 20;

/** Cast of a run: two advertisers on one short code, and the address book of the first. */
export interface Cast {
  brisane: string;
  panivo: string;
  book: string;
  /** Code of both, and of no other advertiser. */
  code: string;
  /** Sender of answers to STOP and other words: the code, or the one number of the provider's account. */
  answersFrom: string;
  /** Senders on the handsets of this run: the code and both names. */
  senders: string[];
  people: People;
}

interface Advertiser {
  id: string;
  name: string;
  shortCode: string;
  codes: string[];
}

/** Everything belongs to this run, so that earlier data makes no difference. */
export async function assemble(stack: RunningStack, claims: Claims): Promise<Cast> {
  const { url } = stack.services.campaign;
  const there = await everyAdvertiser(url);
  const nth = firstFree(there);
  const code = codeOf(nth);
  const advertiser = async (brand: string) => {
    const { id } = await post<{ id: string }>(`${url}/v1/advertisers`, {
      name: nameOf(brand, nth),
      legalName: `${nameOf(brand, nth)} SAS`,
      sender: senderOf(brand, nth),
      shortCode: code,
      country: 'FR',
      linkHosts: [`s.${brand.toLowerCase()}.example`],
    });
    return id;
  };
  const [brisane, panivo] = [await advertiser('Brisane'), await advertiser('Panivo')];
  const people = await peopleReached(stack, brisane, nth);
  const { id: book } = await post<{ id: string }>(`${url}/v1/address-books`, {
    advertiserId: brisane,
    name: 'Clients',
  });
  const yesterday = new Date(clockFrom(stack.clock).now() - DAY_MS);
  const result = await call<{ imported: number; refused: { row: number; reason: string }[] }>(
    'POST',
    `${url}/v1/address-books/${book}/contacts`,
    contactsCsv(people, yesterday),
    'text/csv',
  );
  claims.equal('contacts imported', result.imported, IMPORTED);
  claims.equal('rows refused: no numbers, and duplicates', result.refused.length, NOT_NUMBERS + DUPLICATES);
  const answersFrom = (stack.provider && traitsOf(stack.provider).ownCode) ?? code;
  const senders = [answersFrom, senderOf('Brisane', nth), senderOf('Panivo', nth)];
  return { brisane, panivo, book, code, answersFrom, senders, people };
}

const codeOf = (nth: number): string => String(FIRST_CODE + nth - 1);
const nameOf = (brand: string, nth: number): string => (nth === 1 ? brand : `${brand} ${nth}`);
const senderOf = (brand: string, nth: number): string => (nth === 1 ? brand : `${brand}${nth}`);

async function everyAdvertiser(url: string): Promise<Advertiser[]> {
  const found: Advertiser[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const query = cursor === '' ? '' : `?${new URLSearchParams({ cursor })}`;
    const page: { items: Advertiser[]; nextCursor?: string } = await get(`${url}/v1/advertisers${query}`);
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  }
  return found;
}

/** Number of this run: the first whose code and names are free. */
export function firstFree(advertisers: Pick<Advertiser, 'name' | 'shortCode' | 'codes'>[]): number {
  const codes = new Set(advertisers.flatMap(({ shortCode, codes }) => [shortCode, ...codes]));
  const names = new Set(advertisers.map(({ name }) => name));
  let nth = 1;
  while (codes.has(codeOf(nth)) || names.has(nameOf('Brisane', nth)) || names.has(nameOf('Panivo', nth))) nth += 1;
  return nth;
}

/**
 * Somebody may have opted out of every advertiser, or have a number that is suspended. Each run begins with another block: a person
 * gets three answers a day.
 */
async function peopleReached(stack: RunningStack, advertiserId: string, nth: number): Promise<People> {
  const { url } = stack.services.suppression;
  const isBlocked = async (phone: string) =>
    (await post<{ blocked: boolean }>(`${url}/v1/why-blocked`, { phone, advertiserId })).blocked;
  const first = (nth - 1) % BLOCKS.length;
  const blocks = [...BLOCKS.slice(first), ...BLOCKS.slice(0, first)];
  for (const people of blocks.map((block) => new People(block))) {
    const phones = [
      ...Array.from({ length: IMPORTED - OVERSEAS }, (_, n) => people.handset(n)),
      ...Array.from({ length: OVERSEAS }, (_, n) => people.overseas(n)),
    ];
    if (!(await someOf(phones, isBlocked))) return people;
  }
  throw new StoryStopped(
    `Each of the blocks of numbers that the story may use, +33639985000 to +33639988999, has one that is opted out of every advertiser; npm run reset starts with empty data.`,
  );
}

async function someOf(phones: string[], is: (phone: string) => Promise<boolean>): Promise<boolean> {
  for (let start = 0; start < phones.length; start += ASKED_AT_ONCE) {
    if ((await Promise.all(phones.slice(start, start + ASKED_AT_ONCE).map(is))).some(Boolean)) return true;
  }
  return false;
}
