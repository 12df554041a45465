// What the platform cannot decide is refused in writing, and holds nobody else's message: a rule that fails on a message, a database
// that takes one row and no other, a record that is no request. The faults are real ones of a pack and of a table.
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SmsRequested, deadLetterOf, publisherTopic, smsRequested } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { Bed } from '../bed';
import { BRICOLIS, LORANE, REMINDER, requestOf } from '../fixtures';
import { PACKS, rehashed } from '../rules/pack-drafts';
import { storedFacts } from '../evidence/stored-facts';

const garden = publisherTopic('garden');
const PUBLISHERS = JSON.stringify({ publishers: [{ name: 'garden', advertisers: [BRICOLIS.id] }] });
const DLQ = deadLetterOf(smsRequested.name);
const informative = { category: 'informative' as const, text: REMINDER };
/** Instant in a year in which the pack below has nothing but holidays. */
const IN_2031 = Date.parse('2031-03-03T10:00:00Z');

let bed: Bed;
let folder: string;
let ofGarden: Seen[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stopsms-undecidable-'));
  cpSync(PACKS, folder, { recursive: true });
  const file = join(folder, 'fr-2026.1.yaml');
  // Years of holidays alone, which no check at load finds: an advert in one of them has no hour to be sent in.
  const closed = [2031, 2032, 2033].map((year) => `\n      '${year}': ${daysOf(year).join(' ')}`).join('');
  const broken = readFileSync(file, 'utf8').replace(/regions: \[FR\]/, `regions: [FR]${closed}`);
  writeFileSync(file, rehashed(broken));
  bed = await Bed.madeWith({ RULE_PACKS_DIR: folder, PUBLISHERS }, [DLQ]);
  ofGarden = await bed.collect(deadLetterOf(garden.name));
});
afterAll(async () => {
  await bed?.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Every day of a year, as `MM-DD`. */
function daysOf(year: number): string[] {
  const days: string[] = [];
  for (let at = Date.UTC(year, 0, 1); new Date(at).getUTCFullYear() === year; at += 86_400_000)
    days.push(new Date(at).toISOString().slice(5, 10));
  return days;
}

const put = (topic: typeof smsRequested, values: object[]) =>
  bed.sendTo(
    topic,
    5,
    values.map((value) => ({ key: randomUUID(), value: JSON.stringify(value) })),
  );
const stored = (id: string) => storedFacts(bed, id);

test('refuses messages on which a rule fails, and decides the others of their batch', async () => {
  await bed.consent('+33639980310');
  const failing = Array.from({ length: 60 }, () => requestOf({ to: '+33639980310', notBefore: IN_2031 }));
  const good = [requestOf({ to: '+33639980310' }), requestOf(informative)];
  await put(smsRequested, [
    ...failing.slice(0, 30),
    good[0] as SmsRequested,
    ...failing.slice(30),
    good[1] as SmsRequested,
  ]);
  for (const { id } of good) await bed.firstCleared(id);
  for (const { id } of failing)
    expect(await bed.verdict(id)).toMatchObject({ verdict: 'refused', code: 'UNDECIDABLE' });
  expect(bed.seen(DLQ)).toEqual([]);
  const { id } = failing[0] as SmsRequested;
  expect(await stored(id)).toHaveLength(1);
});

test('a preflight reports what cannot be decided', async () => {
  const answer = await fetch(`${bed.url}/v1/preflight`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ advertiserId: LORANE.id, category: 'marketing', at: new Date(IN_2031).toISOString() },
      ...{ texts: [requestOf({}).text], recipients: [{ to: '+33639980310', text: 0 }] },
    }),
  });
  expect(await answer.json()).toMatchObject({ groups: [{ outcome: 'refused', code: 'UNDECIDABLE', count: 1 }] });
});

test('dead-letters and refuses messages that cannot be stored, without blocking others', async () => {
  const failing = Array.from({ length: 20 }, () => requestOf(informative));
  const [first] = failing as [SmsRequested];
  await bed.sql(`
    CREATE FUNCTION takes_none() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
    CREATE TRIGGER takes_none BEFORE INSERT ON open_message FOR EACH ROW
      WHEN (NEW.message_id IN (${failing.map(({ id }) => `'${id}'`).join()})) EXECUTE FUNCTION takes_none()`);
  await bed.sql(`
    CREATE TRIGGER takes_none BEFORE INSERT ON asked FOR EACH ROW
      WHEN (NEW.message_id IN (${failing.map(({ id }) => `'${id}'`).join()})) EXECUTE FUNCTION takes_none()`);
  const good = Array.from({ length: 20 }, () => requestOf(informative));
  await put(
    smsRequested,
    failing.flatMap((each, index) => [each, good[index] as SmsRequested]),
  );
  for (const { id } of good) await bed.firstCleared(id);
  for (const { id } of failing)
    expect(await bed.verdict(id)).toMatchObject({ verdict: 'refused', code: 'UNDECIDABLE', recipientKey: null });
  await eventually('all are dead-lettered', () => bed.seen(DLQ).length === failing.length);
  await bed.sql('DROP TRIGGER takes_none ON asked; DROP TRIGGER takes_none ON open_message');
  // Its id was not used up: asked again, or replayed, it is decided.
  await put(smsRequested, [first]);
  expect(await bed.nth(first.id, 2)).toMatchObject({ verdict: 'cleared' });
});

describe('an invalid request', () => {
  const ofBricolis = (more: object = {}) => ({ ...requestOf({ ...informative, advertiserId: BRICOLIS.id }), ...more });

  test.each([
    { it: 'an instant that no calendar has', more: { notBefore: 8.64e15 + 1 }, says: '/notBefore' },
    { it: 'no text', more: { text: undefined }, says: '/text' },
    { it: 'a category that is none', more: { category: 'service' }, says: '/category' },
  ])('with $it is refused for its publisher only, and takes no ID', async ({ more, says }) => {
    const request = ofBricolis(more);
    await put(garden, [request]);
    expect(await bed.verdict(request.id)).toMatchObject({
      ...{ verdict: 'refused', code: 'INVALID_REQUEST', publisher: 'garden', recipientKey: null },
      detail: expect.stringContaining(says),
    });
    await eventually('it is dead-lettered', () =>
      ofGarden.some(({ value }) => JSON.stringify(value).includes(request.id)),
    );
    await put(garden, [ofBricolis({ id: request.id })]);
    expect(await bed.nth(request.id, 2)).toMatchObject({ verdict: 'cleared' });
  });

  test('for another advertiser is refused like any other request for it', async () => {
    const request = { ...requestOf(informative), notBefore: -1 };
    await put(garden, [request]);
    expect(await bed.verdict(request.id)).toMatchObject({ code: 'PUBLISHER_NOT_ALLOWED', publisher: 'garden' });
  });

  test('with the ID of a decided message reveals nothing about it', async () => {
    const id = await bed.ask({ ...informative, advertiserId: BRICOLIS.id }, garden);
    await bed.firstCleared(id);
    const last = ofBricolis({ notBefore: -1 });
    await put(garden, [ofBricolis({ id, notBefore: -1 }), last]);
    await bed.verdict(last.id);
    expect(bed.verdictsOf(id)).toHaveLength(1);
  });

  test('on campaign’s own topic ends its message', async () => {
    const request = { ...requestOf(informative), expiresAt: 4_102_444_800_000 };
    await put(smsRequested, [request]);
    const verdict = await bed.verdict(request.id);
    expect(verdict).toMatchObject({ verdict: 'refused', code: 'INVALID_REQUEST' });
    expect(verdict.publisher).toBeUndefined();
  });
});
