import { randomUUID } from 'node:crypto';
import { optOutKey, optOuts, smsRequested } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { BRICOLIS, LORANE, NOW, requestOf } from '../fixtures';
import { APPROVAL, REFUSAL, ReviewClient, doubtful } from './review-client';
import { Bed } from '../bed';

let bed: Bed;
const reviews = new ReviewClient(() => bed);
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

test('a doubtful text is reviewed once for all its messages, and is sent when approved', async () => {
  const text = doubtful('Chloé');
  const ids = await Promise.all([reviews.message(text), reviews.message(text), reviews.message(text)]);
  await Promise.all(ids.map((id) => reviews.waits(id)));
  const review = await reviews.only('Chloé');
  expect(review).toMatchObject({
    advertiserId: LORANE.id,
    campaignId: null,
    declared: 'informative',
    text,
    score: expect.any(Number),
    signals: expect.arrayContaining([expect.objectContaining({ code: 'NEW_FEATURE' })]),
    waiting: 3,
    state: 'open',
  });
  expect(review).not.toHaveProperty('decision');
  expect(JSON.stringify(review)).not.toContain('3363998');
  expect(bed.verdictsOf(ids[0])[0]?.detail).toContain(`It waits for review ${review.id}.`);
  expect(bed.verdictsOf(ids[0])[0]).not.toHaveProperty('heldUntil');
  expect(await bed.metrics()).toMatch(/stopsms_compliance_reviews_open\{[^}]*\} 1\n/);
  expect(await bed.metrics()).toMatch(/stopsms_compliance_review_oldest_seconds\{[^}]*\} \d+/);

  const approved = await reviews.decide(review.id, APPROVAL);
  const decision = { verdict: 'approved', by: APPROVAL.by, reason: APPROVAL.reason };
  expect(approved).toMatchObject({ status: 200, body: { id: review.id, state: 'approved', decision } });
  await Promise.all(ids.map((id) => reviews.endsAs(id, 'cleared')));
  expect(reviews.story(ids[0])).toEqual([
    ['held', 'REVIEW_NEEDED'],
    ['released', undefined],
    ['cleared', undefined],
  ]);
  expect(await bed.firstCleared(ids[0])).toMatchObject({ text, attempt: 2 });

  const later = await reviews.message(text);
  await reviews.endsAs(later, 'cleared');
  expect(reviews.story(later)).toEqual([['cleared', undefined]]);
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

test('repeating a decision changes nothing; another one is refused with the first reviewer', async () => {
  await reviews.waits(await reviews.message(doubtful('Denis')));
  const { id } = await reviews.only('Denis');
  const first = await reviews.decide(id, REFUSAL);
  expect(await reviews.decide(id, REFUSAL)).toMatchObject({ status: 200, body: { decision: first.body.decision } });
  for (const other of [APPROVAL, { ...REFUSAL, by: 'Paul Durand' }, { ...REFUSAL, reason: 'Another reason.' }]) {
    const answer = await reviews.decide(id, other);
    expect(answer).toMatchObject({ status: 409, body: { code: 'review-decided' } });
    expect(answer.body.detail).toContain('refused by Anne Martin on 2026-11-25T');
  }
});

test('one of several concurrent decisions wins, and all callers learn which', async () => {
  await reviews.waits(await reviews.message(doubtful('Elsa')));
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

test('refuses waiting and later messages of a refused text', async () => {
  const text = doubtful('Fanny');
  const id = await reviews.message(text);
  await reviews.waits(id);
  const review = await reviews.only('Fanny');
  await reviews.decide(review.id, REFUSAL);
  await reviews.endsAs(id, 'refused', 'REVIEW_REFUSED');
  const later = await reviews.message(text);
  await reviews.endsAs(later, 'refused', 'REVIEW_REFUSED');
  expect(reviews.story(later)).toHaveLength(1);
  expect(bed.verdictsOf(later)[0]?.detail).toContain('It sells a meeting');
  expect([...bed.cleared(id), ...bed.cleared(later)]).toEqual([]);
  const proof = await reviews.proof(later);
  expect(proof.decisions[0]?.review?.decision).toMatchObject({ verdict: 'refused', by: 'Anne Martin' });
  expect(proof.summary).toContain('Anne Martin decided so on 2026-11-25T');
  const kept = await bed.sql('SELECT 1 FROM compliance.open_message WHERE message_id = ANY($1)', [[id, later]]);
  expect(kept).toEqual([]);
});

test('a decision applies to its advertiser only', async () => {
  const id = await reviews.message(doubtful('Fanny'), { advertiserId: BRICOLIS.id });
  await reviews.waits(id);
  const { body } = await reviews.list(`state=open&advertiserId=${BRICOLIS.id}`);
  expect(body.items).toMatchObject([{ advertiserId: BRICOLIS.id, text: doubtful('Fanny'), waiting: 1 }]);
});

test('a repeated request is no second message, and opens no review', async () => {
  const request = requestOf({ category: 'informative', text: doubtful('Iris'), to: '+33639989990' });
  await bed.send(smsRequested, request.id, request);
  await reviews.waits(request.id);
  await bed.send(smsRequested, request.id, request);
  await bed.send(smsRequested, request.id, { ...request, text: doubtful('Jade') });
  const after = await reviews.message(doubtful('Iris'));
  await reviews.waits(after);
  expect((await reviews.only('Iris')).waiting).toBe(2);
  // One partition per id: a later record of that id has been handled once its successor has.
  await eventually('the repetitions are counted', async () =>
    /stopsms_compliance_duplicates_total\{[^}]*\} 2/.test(await bed.metrics()),
  );
  expect(await reviews.about('Jade')).toEqual([]);
});

test('decides waiting messages again: an opt-out meanwhile applies', async () => {
  const to = '+33639989991';
  const id = await reviews.message(doubtful('Karim'), { to });
  await reviews.waits(id);
  const at = NOW + 1_000;
  // Of this advertiser too: a stranger who opted out of all would wait for the reader like anybody.
  for (const scope of [LORANE.id, '*']) {
    const optOut = { state: 'out', scope, episodeId: randomUUID(), at, source: 'sms', evidenceId: '1' };
    await bed.send(optOuts, optOutKey(keys.keyOf(to), scope), optOut);
  }
  await eventually('the opt-out is known', async () => {
    const known = await bed.sql('SELECT 1 FROM compliance.opt_out WHERE recipient_key = $1', [keys.keyOf(to)]);
    return known.length === 2;
  });
  await reviews.decide((await reviews.only('Karim')).id, APPROVAL);
  await reviews.endsAs(id, 'refused', 'OPTED_OUT');
  const refusedAtOnce = await reviews.message(doubtful('Léa'), { to });
  await reviews.endsAs(refusedAtOnce, 'refused', 'OPTED_OUT');
  expect(await reviews.about('Léa')).toEqual([]);
});

test('reads the queue page by page, longest waiting first', async () => {
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
  { it: 'names nobody', body: { ...APPROVAL, by: undefined }, says: 'by is missing: who decides' },
  { it: 'is neither of the two', body: { ...APPROVAL, verdict: 'maybe' }, says: 'verdict' },
])('refuses a decision that $it', async ({ body, says }) => {
  const [open] = (await reviews.list('state=open')).body.items;
  const answer = await reviews.decide(open?.id ?? '', body);
  expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining(says) } });
  expect((await reviews.get(open?.id ?? '')).body.state).toBe('open');
});

test('an unknown review and an invalid cursor are errors, not empty responses', async () => {
  expect(await reviews.get(randomUUID())).toMatchObject({ status: 404 });
  expect(await reviews.decide(randomUUID(), APPROVAL)).toMatchObject({ status: 404 });
  expect(await reviews.list('cursor=abc')).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
  expect(await reviews.list('state=closed')).toMatchObject({ status: 400 });
});
