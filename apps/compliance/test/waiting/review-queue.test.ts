import { randomUUID } from 'node:crypto';
import { campaignControls } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { LAWFUL, LORANE, NOW } from '../fixtures';
import { APPROVAL, REFUSAL, ReviewClient, doubtful } from './review-client';
import { Bed } from '../bed';

let bed: Bed;
const reviews = new ReviewClient(() => bed);
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

/** Lock of `review-lock.ts`. */
const LOCK = `36183, hashtext('compliance')`;
/** Locks of this file's database alone. */
const AT_LOCK = `SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database
  WHERE datname = current_database() AND locktype = 'advisory' AND classid = 36183`;
const IS_LOCKED = `${AT_LOCK} AND granted`;
const WAITS_AT_LOCK = `${AT_LOCK} AND NOT granted`;

/** The same with one more doubt: a link to a host that is not the advertiser's. */
const doubtfulLink = (name: string): string =>
  `Bonjour ${name}, vous pouvez désormais voir votre conseiller en agence : https://autre-site.fr/rdv`;

test('a campaign has one review whatever names its texts contain, and another for texts with other doubts', async () => {
  const campaignId = randomUUID();
  const names = Array.from({ length: 1_200 }, (_, n) => `A${toLetters(n)}gaston`);
  const ids = await Promise.all(names.map((name) => reviews.message(doubtful(name), { campaignId })));
  const odd = await reviews.message(doubtfulLink('Agaston'), { campaignId });
  await eventually('all wait', () => [...ids, odd].every((id) => bed.verdictsOf(id).length === 1));
  const found = await reviews.about('gaston');
  expect(found.map(({ campaignId: of, waiting }) => [of, waiting]).sort()).toEqual(
    [
      [campaignId, 1],
      [campaignId, 1_200],
    ].sort(),
  );
  const review = found.find(({ waiting }) => waiting === 1_200);
  const decided = await reviews.decide(review?.id ?? '', APPROVAL);
  expect([decided.status, decided.body]).toEqual([200, expect.objectContaining({ id: review?.id })]);
  await eventually('all leave', () => ids.every((id) => bed.cleared(id).length === 1));
  expect(reviews.story(odd)).toEqual([['held', 'REVIEW_NEEDED']]);
  const other = ids.find((_, n) => doubtful(names[n] ?? '') !== review?.text) ?? '';
  const proof = await reviews.proof(other);
  expect(proof.decisions.at(-1)?.review?.textHash).not.toBe(proof.decisions.at(-1)?.textHash);
  expect(proof.summary).toContain('read another text of its campaign and approved');
});

test('the same text in another campaign follows the decision, or joins an open review', async () => {
  const text = doubtful('Hugo');
  const first = await reviews.message(text, { campaignId: randomUUID() });
  await reviews.waits(first);
  const second = await reviews.message(text, { campaignId: randomUUID() });
  await reviews.waits(second);
  const review = await reviews.only('Hugo');
  expect(review.waiting).toBe(2);
  await reviews.decide(review.id, APPROVAL);
  const third = await reviews.message(text, { campaignId: randomUUID() });
  await Promise.all([first, second, third].map((id) => reviews.endsAs(id, 'cleared')));
});

test('a message that nobody reviews waits until it expires, and is then refused', async () => {
  const now = Date.parse((await reviews.only('Hugo')).decision?.at ?? '');
  const id = await reviews.message(doubtful('Manon'), { expiresAt: now + 60_000 });
  await reviews.waits(id);
  expect(bed.verdictsOf(id)[0]).toMatchObject({ heldUntil: now + 60_000 });
  await bed.restart(new Date(now + 61_000).toISOString());
  await reviews.endsAs(id, 'refused', 'EXPIRED');
  expect(await reviews.only('Manon')).toMatchObject({ state: 'open', waiting: 0 });
});

test('a cancelled campaign does not wait for a review', async () => {
  const campaignId = randomUUID();
  const id = await reviews.message(doubtful('Nina'), { campaignId });
  await reviews.waits(id);
  await bed.send(campaignControls, campaignId, { campaignId, advertiserId: LORANE.id, state: 'cancelled', at: NOW });
  await reviews.endsAs(id, 'refused', 'CAMPAIGN_CANCELLED');
});

test('a decision made while messages arrive reaches each of them once', async () => {
  const text = doubtful('Oscar');
  await reviews.waits(await reviews.message(text));
  const { id: review } = await reviews.only('Oscar');
  const before = Array.from({ length: 400 }, () => reviews.message(text));
  const decided = reviews.decide(review, APPROVAL);
  const after = Array.from({ length: 400 }, () => reviews.message(text));
  expect((await decided).status).toBe(200);
  const ids = await Promise.all([...before, ...after]);
  await eventually('all leave', () => ids.every((id) => bed.cleared(id).length === 1));
  expect(ids.filter((id) => bed.cleared(id).length !== 1)).toEqual([]);
  expect(await reviews.about('Oscar')).toHaveLength(1);
  await eventually('nothing waits any more', async () => {
    const [row] = await bed.sql<{ held: number }>(
      'SELECT count(*)::int AS held FROM compliance.held WHERE review_id = $1',
      [review],
    );
    return row?.held === 0;
  });
});

test('a message whose text is decided between read and store does not wait forever', async () => {
  const text = doubtful('Pascal');
  const first = await reviews.message(text);
  await reviews.waits(first);
  const { id } = await reviews.only('Pascal');
  // Decides and wakes as the service does, once a message waits at the lock having found the review still open.
  const decided = bed.sql(`DO $$ BEGIN
    PERFORM pg_advisory_xact_lock(${LOCK});
    WHILE NOT EXISTS (${WAITS_AT_LOCK}) LOOP PERFORM pg_sleep(0.02); END LOOP;
    UPDATE compliance.review SET state = 'approved', decided_by = 'Anne Martin', reason = 'Fine.', decided_at = opened_at,
      valid_until = opened_at + interval '90 days' WHERE review_id = '${id}';
    UPDATE compliance.held SET until = '2026-11-25T10:00:00Z', review_id = NULL WHERE review_id = '${id}';
  END $$`);
  await eventually('the lock is held', async () => (await bed.sql(IS_LOCKED)).length > 0);
  const second = await reviews.message(text);
  await decided;
  await Promise.all([first, second].map((each) => reviews.endsAs(each, 'cleared')));
  expect(reviews.story(second)[0]).toEqual(['held', 'REVIEW_NEEDED']);
});

test('a decision waits for messages that are being stored', async () => {
  await reviews.waits(await reviews.message(doubtful('Paulette')));
  const { id } = await reviews.only('Paulette');
  const storing = bed.sql(`DO $$ BEGIN
    PERFORM pg_advisory_xact_lock_shared(${LOCK});
    WHILE NOT EXISTS (${WAITS_AT_LOCK}) LOOP PERFORM pg_sleep(0.02); END LOOP;
    IF EXISTS (SELECT 1 FROM compliance.review WHERE review_id = '${id}' AND state <> 'open') THEN
      RAISE 'it was decided while a message was being stored';
    END IF;
  END $$`);
  await eventually('the lock is held', async () => (await bed.sql(IS_LOCKED)).length > 0);
  const decided = reviews.decide(id, APPROVAL);
  await storing;
  expect((await decided).status).toBe(200);
});

test('a service that stops right after a decision continues where it was', async () => {
  const campaignId = randomUUID();
  const ids = await Promise.all(
    Array.from({ length: 2_500 }, () => reviews.message(doubtful('Perle'), { campaignId })),
  );
  await eventually('all wait', () => ids.every((id) => bed.verdictsOf(id).length === 1));
  await bed.restart(LAWFUL);
  await reviews.decide((await reviews.only('Perle')).id, APPROVAL);
  await bed.restart(LAWFUL);
  // What was claimed when the service ended waits for its lease to run out.
  await bed.restart('2026-11-25T10:05:00Z');
  await eventually('all leave', () => ids.every((id) => bed.cleared(id).length > 0));
  expect(ids.filter((id) => bed.cleared(id).length !== 1)).toEqual([]);
});

test('a text is deleted after 30 days and still follows the decision; after 90 days it is reviewed again', async () => {
  const text = doubtful('Quentin');
  await reviews.waits(await reviews.message(text));
  const { id } = await reviews.only('Quentin');
  await reviews.decide(id, APPROVAL);
  await reviews.waits(await reviews.message(doubtful('Rose')));
  const abandoned = (await reviews.only('Manon')).id;

  await bed.restart('2026-12-26T10:00:00Z');
  await eventually('the text is deleted', async () => (await reviews.get(id)).body.text === null);
  expect((await reviews.get(id)).body.decision).toMatchObject({ by: 'Anne Martin' });
  await eventually('what nothing waits for is gone', async () => (await reviews.get(abandoned)).status === 404);
  expect(await reviews.only('Rose')).toMatchObject({ state: 'open', waiting: 1 });
  await reviews.endsAs(await reviews.message(text), 'cleared');

  await bed.restart('2027-02-24T10:00:00Z');
  const late = await reviews.message(text);
  await reviews.waits(late);
  const again = await reviews.only('Quentin');
  expect(again.id).not.toBe(id);
  expect((await reviews.get(id)).body).toMatchObject({ state: 'approved', text: null });
  await reviews.decide(again.id, REFUSAL);
  await reviews.endsAs(late, 'refused', 'REVIEW_REFUSED');
});

/** Three letters, another three for each number: a digit in a name would be read as something else. */
const toLetters = (n: number): string =>
  [676, 26, 1].map((unit) => String.fromCharCode(97 + (Math.floor(n / unit) % 26))).join('');
