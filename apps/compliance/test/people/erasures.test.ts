import { randomUUID } from 'node:crypto';
import { type OptOutChanged, optOutChanged } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { BRICOLIS, LORANE, NOW, REMINDER } from '../fixtures';
import { doubtful } from '../waiting/review-client';
import { CAPS_SQL, ERASED_PAIRS } from '../../src/limits/caps/caps.store';
import { Bed } from '../bed';

/** Wednesday, 23:00 in Paris. */
const NIGHT = '2026-11-25T22:00:00Z';
const OPENING = Date.parse('2026-11-26T07:00:00Z');
const IN_THE_MORNING = '2026-11-26T06:59:56Z';

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

const post = (path: string, body: object) =>
  fetch(`${bed.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** An erasure as suppression publishes it; `repeated`: the person had opted out before, so the list says nothing. */
async function erase(phone: string, scope: string, fields: Partial<OptOutChanged> = {}): Promise<void> {
  const recipientKey = keys.keyOf(phone);
  const value: OptOutChanged = {
    ...{ changeId: randomUUID(), recipientKey, change: 'repeated', source: 'erasure', evidenceId: randomUUID() },
    optOuts: [{ scope, advertiserId: scope === '*' ? null : scope, episodeId: randomUUID() }],
    ...{ attributed: true, at: Date.parse(NIGHT), ...fields },
  };
  await bed.send(optOutChanged, recipientKey, value);
}

const story = (id: string) => bed.verdictsOf(id).map(({ verdict, code }) => [verdict, code]);
const requestOf = async (id: string) =>
  (await bed.sql<{ request: string }>('SELECT request FROM open_message WHERE message_id = $1', [id]))[0]?.request;
const heldIds = async (ids: string[]) =>
  (await bed.sql<{ id: string }>('SELECT message_id AS id FROM held WHERE message_id = ANY($1)', [ids])).map(
    ({ id }) => id,
  );

test('refuses waiting messages of the erased person, and deletes number and text', async () => {
  await bed.restart(NIGHT);
  const [phone, other] = ['+33639985101', '+33639985102'];
  for (const each of [phone, other]) await bed.consent(each);
  const [advert, others] = [await bed.ask({ to: phone }), await bed.ask({ to: other })];
  const reminder = await bed.ask({ to: phone, category: 'informative', text: REMINDER, notBefore: OPENING });
  for (const id of [advert, others, reminder]) {
    expect(await bed.verdict(id)).toMatchObject({ verdict: 'held' });
    expect(await requestOf(id)).toContain('+336');
  }

  await erase(phone, '*', { source: 'api' });
  await erase(phone, '*');
  await erase(phone, '*');
  for (const [id, why] of [
    [advert, 'WINDOW_CLOSED'],
    [reminder, 'NOT_BEFORE'],
  ] as const) {
    await eventually('it is refused', () => bed.verdictsOf(id).length === 3);
    expect(story(id)).toEqual([
      ['held', why],
      ['released', undefined],
      ['refused', 'OPTED_OUT'],
    ]);
    expect(bed.verdictsOf(id)[2]?.detail).toContain('asked that their data be erased');
    expect(await requestOf(id)).toBeUndefined();
  }
  expect(await heldIds([advert, reminder, others])).toEqual([others]);
  await bed.restart(IN_THE_MORNING);
  await bed.firstCleared(others);
  expect([bed.cleared(advert), bed.cleared(reminder)]).toEqual([[], []]);
});

test('an erasure addressed to one advertiser ends only its adverts', async () => {
  await bed.restart(NIGHT);
  const phone = '+33639985103';
  await bed.consent(phone);
  await bed.consent(phone, { advertiserId: BRICOLIS.id });
  const of = {
    lorane: await bed.ask({ to: phone }),
    bricolis: await bed.ask({ to: phone, advertiserId: BRICOLIS.id }),
  };
  const reminder = await bed.ask({ to: phone, category: 'informative', text: REMINDER, notBefore: OPENING });
  for (const id of [of.lorane, of.bricolis, reminder]) await bed.verdict(id);
  await erase(phone, LORANE.id);
  await eventually('it is refused', () => bed.verdictsOf(of.lorane).length === 3);
  expect((await heldIds([of.lorane, of.bricolis, reminder])).sort()).toEqual([of.bricolis, reminder].sort());
});

test('deletes a text under review with the last message that waited for it', async () => {
  await bed.restart('2026-11-26T10:00:00Z');
  const [phone, other] = ['+33639985104', '+33639985105'];
  const text = doubtful('Camille');
  const ids: string[] = [];
  for (const to of [phone, other]) ids.push(await bed.ask({ to, category: 'informative', text }));
  for (const id of ids) expect(await bed.verdict(id)).toMatchObject({ verdict: 'held', code: 'REVIEW_NEEDED' });
  const texts = () => bed.sql<{ text: string }>('SELECT text FROM review WHERE text = $1', [text]);
  await erase(phone, '*');
  await eventually('the first is refused', () => bed.verdictsOf(ids[0] ?? '').length === 3);
  expect(await texts()).toHaveLength(1);
  await erase(other, '*');
  await eventually('the text is gone', async () => (await texts()).length === 0);
});

test('all refusals of an erasure have one instant, so that midnight does not divide them', async () => {
  await bed.restart(NIGHT);
  const phone = '+33639985107';
  await bed.consent(phone);
  const ids = [await bed.ask({ to: phone }), await bed.ask({ to: phone }), await bed.ask({ to: phone })];
  for (const id of ids) await bed.verdict(id);
  bed.advanceWithEachLook();
  await erase(phone, '*');
  for (const id of ids) await eventually('it is refused', () => bed.verdictsOf(id).length === 3);
  expect(new Set(ids.map((id) => bed.verdictsOf(id)[2]?.at)).size).toBe(1);
});

test('an erasure locks pairs of advertiser and person before reservations, like other transactions', async () => {
  await bed.restart('2026-11-26T10:00:00Z');
  const phone = '+33639985108';
  await bed.consent(phone);
  await bed.firstCleared(await bed.ask({ to: phone }));
  const key = keys.keyOf(phone);
  await bed.sql('INSERT INTO capped_pair (recipient_key, advertiser_id) VALUES ($1, $2)', [key, LORANE.id]);
  const other = await bed.session();
  await other.query('BEGIN');
  await other.query('SELECT FROM capped_pair WHERE recipient_key = $1 FOR UPDATE', [key]);
  await erase(phone, '*');
  await eventually('the erasure waits', async () => {
    const waiting = await bed.sql(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%capped_pair%' AND query NOT LIKE '%pg_stat_activity%'`,
    );
    return waiting.length > 0;
  });
  // Fails if it has to wait at all.
  await other.query(`SET LOCAL lock_timeout = '1ms'`);
  await other.query(CAPS_SQL.eraseReservations, [...ERASED_PAIRS.of([{ recipientKey: key, scope: '*' }])]);
  await other.query('COMMIT');
  await other.end();
  await eventually('the pair is gone', async () => {
    const rows = await bed.sql('SELECT FROM capped_pair WHERE recipient_key = $1', [key]);
    return rows.length === 0;
  });
});

test('deletes the evidence of a consent and keeps the rest; the ledger allows no other change', async () => {
  const phone = '+33639985106';
  const consent = {
    ...{ phone, source: 'shop', wording: 'I agree.', basis: 'soft_opt_in', grantedAt: NOW - 1_000 },
    ...{ collectedDuring: 'sale', similarProducts: true, refusalOffered: true, documentHash: 'scan of C. Durand' },
  };
  for (const advertiserId of [LORANE.id, BRICOLIS.id])
    expect((await post('/v1/consents', { ...consent, advertiserId })).status).toBe(201);
  const evidence = async () =>
    Object.fromEntries(
      (
        await bed.sql<{ of: string; evidence: object }>(
          'SELECT advertiser_id AS of, evidence FROM consent WHERE recipient_key = $1',
          [keys.keyOf(phone)],
        )
      ).map((row) => [row.of, row.evidence]),
    );
  await erase(phone, LORANE.id);
  await eventually('that of one is gone', async () => {
    expect(await evidence()).toMatchObject({
      [LORANE.id]: {},
      [BRICOLIS.id]: { documentHash: 'scan of C. Durand' },
    });
    expect(Object.keys((await evidence())[LORANE.id] ?? {})).toEqual([]);
    return true;
  });
  await erase(phone, '*');
  await eventually('all is gone', async () => {
    expect(await evidence()).toEqual({ [LORANE.id]: {}, [BRICOLIS.id]: {} });
    return true;
  });
  for (const change of [
    `UPDATE consent SET granted_at = now()`,
    `UPDATE consent SET evidence = '{"more": "x"}'`,
    `UPDATE consent_withdrawal SET reason = 'x'`,
  ])
    await expect(
      bed.sql(`BEGIN; ${INSERTED}; SELECT set_config('stopsms.erasing', 'on', true); ${change}; COMMIT`),
    ).rejects.toThrow('append-only');
  await expect(bed.sql(`UPDATE consent SET evidence = '{}'`)).rejects.toThrow('consent is append-only');
});

const INSERTED = `INSERT INTO consent_withdrawal VALUES (gen_random_uuid(), 'k', gen_random_uuid(), now(), 's', 'r', now())`;
