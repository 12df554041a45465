import { randomUUID } from 'node:crypto';
import { campaignControls, optOutKey, optOuts, smsRequested } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { BRICOLIS, LAWFUL, LORANE, NOW, keys, requestOf } from './fixtures';
import { APPROVAL, REFUSAL, ReviewClient } from './review-client';
import { Stack } from './stack';

jest.setTimeout(180_000);

let stack: Stack;
const reviews = new ReviewClient(() => stack);
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack?.stop());

/** Neither clearly about a transaction nor clearly an advert. */
const doubtful = (name: string): string => `Bonjour ${name}, votre conseiller vous attend cette semaine.`;
/** The same with one more doubt: a link to a host that is not the advertiser's. */
const doubtfulLink = (name: string): string =>
  `Bonjour ${name}, votre conseiller vous attend cette semaine : https://autre-site.fr/rdv`;

let handsets = 0;
const ask = (text: string, more: object = {}): Promise<string> =>
  stack.ask({ to: `+3363998${8_000 + (handsets += 1)}`, category: 'informative', text, ...more });

const story = (id: string) => stack.verdictsOf(id).map(({ verdict, code }) => [verdict, code]);
const endsAs = (id: string, verdict: string, code?: string) =>
  eventually(`${id} ends ${verdict} ${code}`, () => {
    const last = stack.verdictsOf(id).at(-1);
    return last?.verdict === verdict && last.code === code;
  });
const waits = (id: string) => endsAs(id, 'held', 'REVIEW_NEEDED');

test('a doubtful text waits for a person, once for all messages that have it, and leaves when it is approved', async () => {
  const text = doubtful('Chloé');
  const ids = await Promise.all([ask(text), ask(text), ask(text)]);
  await Promise.all(ids.map(waits));
  const review = await reviews.only('Chloé');
  expect(review).toMatchObject({
    advertiserId: LORANE.id,
    campaignId: null,
    declared: 'informative',
    text,
    score: expect.any(Number),
    signals: expect.arrayContaining([expect.objectContaining({ code: 'NO_RELATION' })]),
    waiting: 3,
    state: 'open',
  });
  expect(review).not.toHaveProperty('decision');
  expect(JSON.stringify(review)).not.toContain('3363998');
  expect(stack.verdictsOf(ids[0])[0]?.detail).toContain(`It waits for review ${review.id}.`);
  expect(stack.verdictsOf(ids[0])[0]).not.toHaveProperty('heldUntil');
  expect(await stack.metrics()).toMatch(/stopsms_compliance_reviews_open\{[^}]*\} 1\n/);
  expect(await stack.metrics()).toMatch(/stopsms_compliance_review_oldest_seconds\{[^}]*\} \d+/);

  const approved = await reviews.decide(review.id, APPROVAL);
  const decision = { verdict: 'approved', by: APPROVAL.by, reason: APPROVAL.reason };
  expect(approved).toMatchObject({ status: 200, body: { id: review.id, state: 'approved', decision } });
  await Promise.all(ids.map((id) => endsAs(id, 'cleared')));
  expect(story(ids[0])).toEqual([
    ['held', 'REVIEW_NEEDED'],
    ['released', undefined],
    ['cleared', undefined],
  ]);
  expect(stack.cleared(ids[0])).toMatchObject([{ text, attempt: 2 }]);

  const later = await ask(text);
  await endsAs(later, 'cleared');
  expect(story(later)).toEqual([['cleared', undefined]]);
  for (const id of [ids[0], later]) {
    const proof = await reviews.proof(id);
    const quoted = { id: review.id, textHash: review.textHash, decision: approved.body.decision };
    expect(proof.decisions.at(-1)?.review).toEqual(quoted);
    expect(proof.summary).toContain('Anne Martin read it and approved on 2026-11-25T');
  }
  expect((await reviews.proof(ids[0])).decisions[0]).toMatchObject({ verdict: 'held', review: { id: review.id } });
  expect((await reviews.get(review.id)).body.waiting).toBe(0);
  const days = Date.parse(approved.body.decision?.validUntil ?? '') - Date.parse(approved.body.decision?.at ?? '');
  expect(days).toBe(90 * 86_400_000);
});

test('the same decision again changes nothing, another one is refused and says who decided', async () => {
  await waits(await ask(doubtful('Denis')));
  const { id } = await reviews.only('Denis');
  const first = await reviews.decide(id, REFUSAL);
  expect(await reviews.decide(id, REFUSAL)).toMatchObject({ status: 200, body: { decision: first.body.decision } });
  for (const other of [APPROVAL, { ...REFUSAL, by: 'Paul Durand' }, { ...REFUSAL, reason: 'Another reason.' }]) {
    const answer = await reviews.decide(id, other);
    expect(answer).toMatchObject({ status: 409, body: { code: 'review-decided' } });
    expect(answer.body.detail).toContain('refused by Anne Martin on 2026-11-25T');
  }
});

test('of several people who decide at once one wins, and all are told who', async () => {
  await waits(await ask(doubtful('Elsa')));
  const { id } = await reviews.only('Elsa');
  const names = ['A', 'B', 'C', 'D', 'E', 'F'];
  const answers = await Promise.all(
    names.map((by, n) => reviews.decide(id, n % 2 ? { ...APPROVAL, by } : { ...REFUSAL, by })),
  );
  const won = answers.filter(({ status }) => status === 200);
  expect(won).toHaveLength(1);
  const winner = won[0]?.body.decision?.by;
  for (const { status, body } of answers.filter((answer) => answer !== won[0])) {
    expect([status, body.detail?.includes(` by ${winner} on `)]).toEqual([409, true]);
  }
});

test('a refused text is refused in writing, for what waited and for what comes later', async () => {
  const text = doubtful('Fanny');
  const id = await ask(text);
  await waits(id);
  const review = await reviews.only('Fanny');
  await reviews.decide(review.id, REFUSAL);
  await endsAs(id, 'refused', 'REVIEW_REFUSED');
  const later = await ask(text);
  await endsAs(later, 'refused', 'REVIEW_REFUSED');
  expect(story(later)).toHaveLength(1);
  expect(stack.verdictsOf(later)[0]?.detail).toContain('It sells a meeting');
  expect([...stack.cleared(id), ...stack.cleared(later)]).toEqual([]);
  const proof = await reviews.proof(later);
  expect(proof.decisions[0]?.review?.decision).toMatchObject({ verdict: 'refused', by: 'Anne Martin' });
  expect(proof.summary).toContain('Anne Martin decided so on 2026-11-25T');
  const kept = await stack.sql('SELECT 1 FROM compliance.message WHERE message_id = ANY($1) AND request IS NOT NULL', [
    [id, later],
  ]);
  expect(kept).toEqual([]);
});

test('the decision holds for that advertiser only', async () => {
  const id = await ask(doubtful('Fanny'), { advertiserId: BRICOLIS.id });
  await waits(id);
  const { body } = await reviews.list(`state=open&advertiserId=${BRICOLIS.id}`);
  expect(body.items).toMatchObject([{ advertiserId: BRICOLIS.id, text: doubtful('Fanny'), waiting: 1 }]);
});

test('a campaign has one review whatever names are in its texts, and another for texts that raise other doubts', async () => {
  const campaignId = randomUUID();
  const names = Array.from({ length: 1_200 }, (_, n) => `Gaston${toLetters(n)}`);
  const ids = await Promise.all(names.map((name) => ask(doubtful(name), { campaignId })));
  const odd = await ask(doubtfulLink('Gaston'), { campaignId });
  await eventually('all wait', () => [...ids, odd].every((id) => stack.verdictsOf(id).length === 1), {
    timeoutMs: 60_000,
  });
  const found = await reviews.about('Gaston');
  expect(found.map(({ campaignId: of, waiting }) => [of, waiting]).sort()).toEqual(
    [
      [campaignId, 1],
      [campaignId, 1_200],
    ].sort(),
  );
  const review = found.find(({ waiting }) => waiting === 1_200);
  await reviews.decide(review?.id ?? '', APPROVAL);
  await eventually('all leave', () => ids.every((id) => stack.cleared(id).length === 1), { timeoutMs: 60_000 });
  expect(story(odd)).toEqual([['held', 'REVIEW_NEEDED']]);
  const other = ids.find((_, n) => doubtful(names[n] ?? '') !== review?.text) ?? '';
  const proof = await reviews.proof(other);
  expect(proof.decisions.at(-1)?.review?.textHash).not.toBe(proof.decisions.at(-1)?.textHash);
  expect(proof.summary).toContain('read another text of its campaign and approved');
});

test('the same text in another campaign follows the decision, and while it is open joins it', async () => {
  const text = doubtful('Hugo');
  const first = await ask(text, { campaignId: randomUUID() });
  await waits(first);
  const second = await ask(text, { campaignId: randomUUID() });
  await waits(second);
  const review = await reviews.only('Hugo');
  expect(review.waiting).toBe(2);
  await reviews.decide(review.id, APPROVAL);
  const third = await ask(text, { campaignId: randomUUID() });
  await Promise.all([first, second, third].map((id) => endsAs(id, 'cleared')));
});

test('a request that comes again is no second message, and opens no review', async () => {
  const request = requestOf({ category: 'informative', text: doubtful('Iris'), to: '+33639989990' });
  await stack.send(smsRequested, request.id, request);
  await waits(request.id);
  await stack.send(smsRequested, request.id, request);
  await stack.send(smsRequested, request.id, { ...request, text: doubtful('Jade') });
  const after = await ask(doubtful('Iris'));
  await waits(after);
  expect((await reviews.only('Iris')).waiting).toBe(2);
  // One partition per id: a later record of that id has been handled once its successor has.
  await eventually('the repetitions are counted', async () =>
    /stopsms_compliance_duplicates_total\{[^}]*\} 2/.test(await stack.metrics()),
  );
  expect(await reviews.about('Jade')).toEqual([]);
});

test('what waited is decided anew: an opt-out of the meantime counts', async () => {
  const to = '+33639989991';
  const id = await ask(doubtful('Karim'), { to });
  await waits(id);
  const at = NOW + 1_000;
  const optOut = { state: 'out', scope: '*', episodeId: randomUUID(), at, source: 'sms', evidenceId: '1' };
  await stack.send(optOuts, optOutKey(keys.keyOf(to), '*'), optOut);
  await eventually('the opt-out is known', async () => {
    const known = await stack.sql('SELECT 1 FROM compliance.opt_out WHERE recipient_key = $1', [keys.keyOf(to)]);
    return known.length === 1;
  });
  await reviews.decide((await reviews.only('Karim')).id, APPROVAL);
  await endsAs(id, 'refused', 'OPTED_OUT');
  const refusedAtOnce = await ask(doubtful('Léa'), { to });
  await endsAs(refusedAtOnce, 'refused', 'OPTED_OUT');
  expect(await reviews.about('Léa')).toEqual([]);
});

test('a message that nobody reviews waits until it expires, and is refused then', async () => {
  const now = Date.parse((await reviews.only('Hugo')).decision?.at ?? '');
  const id = await ask(doubtful('Manon'), { expiresAt: now + 60_000 });
  await waits(id);
  expect(stack.verdictsOf(id)[0]).toMatchObject({ heldUntil: now + 60_000 });
  await stack.restart(new Date(now + 61_000).toISOString());
  await endsAs(id, 'refused', 'EXPIRED');
  expect(await reviews.only('Manon')).toMatchObject({ state: 'open', waiting: 0 });
});

test('a campaign that is cancelled does not wait for the person', async () => {
  const campaignId = randomUUID();
  const id = await ask(doubtful('Nina'), { campaignId });
  await waits(id);
  await stack.send(campaignControls, campaignId, { campaignId, advertiserId: LORANE.id, state: 'cancelled', at: NOW });
  await endsAs(id, 'refused', 'CAMPAIGN_CANCELLED');
});

test('a decision taken while messages arrive reaches each of them, once', async () => {
  const text = doubtful('Oscar');
  await waits(await ask(text));
  const { id: review } = await reviews.only('Oscar');
  const before = Array.from({ length: 400 }, () => ask(text));
  const decided = reviews.decide(review, APPROVAL);
  const after = Array.from({ length: 400 }, () => ask(text));
  expect((await decided).status).toBe(200);
  const ids = await Promise.all([...before, ...after]);
  await eventually('all leave', () => ids.every((id) => stack.cleared(id).length === 1), { timeoutMs: 60_000 });
  expect(ids.filter((id) => stack.cleared(id).length !== 1)).toEqual([]);
  expect(await reviews.about('Oscar')).toHaveLength(1);
  await eventually('nothing waits any more', async () => {
    const [row] = await stack.sql<{ held: number }>(
      'SELECT count(*)::int AS held FROM compliance.held WHERE review_id = $1',
      [review],
    );
    return row?.held === 0;
  });
});

test('a service that ends right after the decision goes on where it was', async () => {
  const campaignId = randomUUID();
  const ids = await Promise.all(Array.from({ length: 2_500 }, () => ask(doubtful('Perle'), { campaignId })));
  await eventually('all wait', () => ids.every((id) => stack.verdictsOf(id).length === 1), { timeoutMs: 60_000 });
  await stack.restart(LAWFUL);
  await reviews.decide((await reviews.only('Perle')).id, APPROVAL);
  await stack.restart(LAWFUL);
  // What was claimed when the service ended waits for its lease to run out.
  await stack.restart('2026-11-25T10:05:00Z');
  await eventually('all leave', () => ids.every((id) => stack.cleared(id).length > 0), { timeoutMs: 60_000 });
  expect(ids.filter((id) => stack.cleared(id).length !== 1)).toEqual([]);
});

test('after 30 days the text is deleted and still follows the decision; after 90 days it waits again', async () => {
  const text = doubtful('Quentin');
  await waits(await ask(text));
  const { id } = await reviews.only('Quentin');
  await reviews.decide(id, APPROVAL);
  await waits(await ask(doubtful('Rose')));
  const abandoned = (await reviews.only('Manon')).id;

  await stack.restart('2026-12-26T10:00:00Z');
  await eventually('the text is deleted', async () => (await reviews.get(id)).body.text === null);
  expect((await reviews.get(id)).body.decision).toMatchObject({ by: 'Anne Martin' });
  await eventually('what nothing waits for is gone', async () => (await reviews.get(abandoned)).status === 404);
  expect(await reviews.only('Rose')).toMatchObject({ state: 'open', waiting: 1 });
  await endsAs(await ask(text), 'cleared');

  await stack.restart('2027-02-24T10:00:00Z');
  const late = await ask(text);
  await waits(late);
  const again = await reviews.only('Quentin');
  expect(again.id).not.toBe(id);
  expect((await reviews.get(id)).body).toMatchObject({ state: 'approved', text: null });
  await reviews.decide(again.id, REFUSAL);
  await endsAs(late, 'refused', 'REVIEW_REFUSED');
});

test('the queue is read page by page, the longest waiting first', async () => {
  const { body: all } = await reviews.list('limit=200');
  const seen: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: Awaited<ReturnType<typeof reviews.list>> = await reviews.list(
      `limit=3${cursor && `&cursor=${cursor}`}`,
    );
    seen.push(...page.body.items.map(({ id }) => id));
    cursor = page.body.nextCursor;
  }
  expect(seen.length).toBeGreaterThan(5);
  expect(seen).toEqual(all.items.map(({ id }) => id));
  const instants = all.items.map(({ firstSeenAt }) => firstSeenAt);
  expect(instants).toEqual([...instants].sort());
  const { body: refused } = await reviews.list('state=refused');
  expect(refused.items.every(({ decision }) => decision?.verdict === 'refused')).toBe(true);
});

test.each([
  { it: 'names no reason', body: { ...APPROVAL, reason: ' ' }, says: 'reason' },
  { it: 'names nobody', body: { ...APPROVAL, by: undefined }, says: 'by: is missing: who decides' },
  { it: 'is neither of the two', body: { ...APPROVAL, verdict: 'maybe' }, says: 'verdict' },
])('a decision that $it is refused', async ({ body, says }) => {
  const [open] = (await reviews.list('state=open')).body.items;
  const answer = await reviews.decide(open?.id ?? '', body);
  expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining(says) } });
  expect((await reviews.get(open?.id ?? '')).body.state).toBe('open');
});

test('a review that does not exist, and a cursor that is none, are told apart from empty answers', async () => {
  expect(await reviews.get(randomUUID())).toMatchObject({ status: 404 });
  expect(await reviews.decide(randomUUID(), APPROVAL)).toMatchObject({ status: 404 });
  expect(await reviews.list('cursor=abc')).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
  expect(await reviews.list('state=closed')).toMatchObject({ status: 400 });
});

/** 0 is Aa, 1 is Ab, …: a digit in the name would be read as something else. */
const toLetters = (n: number): string =>
  `${String.fromCharCode(97 + Math.floor(n / 26 / 26))}${String.fromCharCode(97 + (Math.floor(n / 26) % 26))}${String.fromCharCode(97 + (n % 26))}`;
