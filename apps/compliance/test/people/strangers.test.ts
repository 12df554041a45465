// An advertiser's key asks about people. What is real: the compliance service with keys needed, its database and the topics.
import { randomUUID } from 'node:crypto';
import { hashOfKey } from '@stopsms/access';
import { advertisers, messageStatus, numberStates, optOutKey, optOuts } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { AuditLog, KEY, bearer, consentTo, keyOf } from '../evidence/audit-log';
import { ADVERT, BRICOLIS, DAY, LORANE, NOW, REMINDER } from '../fixtures';

const LIMIT = 1_000;
const OTHER_KEY = { id: randomUUID(), key: 'stopsms_of-a-second-system-in-this-test' };
const BRICOLIS_KEY = { id: randomUUID(), key: 'stopsms_of-bricolis-in-this-test' };
const own = bearer(KEY.key);
const auditor = bearer(keyOf('auditor'));
const reviewer = bearer(keyOf('reviewer'));
const phone = (n: number) => `+3363998${String(n).padStart(4, '0')}`;

/** Numbers: only of these anything is on record. */
const [UNKNOWN, OUT_OF_ALL, DEAD, UNKNOWN_TOO] = [phone(6_000), phone(6_001), phone(6_002), phone(6_003)];
const OUT_AT = NOW - 3 * DAY + 12_345;

let log: AuditLog;
beforeAll(async () => {
  log = await AuditLog.open({ PEOPLE_PER_HOUR: String(LIMIT) });
  const mine = { id: KEY.id, hash: hashOfKey(KEY.key), name: 'crm' };
  const other = { id: OTHER_KEY.id, hash: hashOfKey(OTHER_KEY.key), name: 'shop' };
  const theirs = { id: BRICOLIS_KEY.id, hash: hashOfKey(BRICOLIS_KEY.key), name: 'crm' };
  await log.bed.put(advertisers, [
    { key: LORANE.id, value: { ...LORANE, keys: [mine, other] }, partition: 0 },
    { key: BRICOLIS.id, value: { ...BRICOLIS, keys: [theirs] }, partition: 0 },
  ]);
  await optOut(OUT_OF_ALL, '*');
  const dead = keys.keyOf(DEAD);
  await log.bed.send(numberStates, dead, { recipientKey: dead, state: 'invalid', since: OUT_AT, provider: 'ovh' });
  await eventually('the number is known to be dead', async () => {
    const rows = await log.bed.sql('SELECT FROM number_state WHERE recipient_key = $1', [dead]);
    return rows.length === 1;
  });
  await eventually('the keys are known', async () => {
    const answers = await Promise.all(
      [own, bearer(OTHER_KEY.key), bearer(BRICOLIS_KEY.key)].map((key) => log.get('/v1/rule-packs', key)),
    );
    return answers.every(({ status }) => status === 200);
  });
});
afterAll(() => log?.close());

/** Returns the id of the episode. */
async function optOut(of: string, scope: string, at = OUT_AT): Promise<string> {
  const [key, episodeId] = [keys.keyOf(of), randomUUID()];
  const record = { state: 'out', scope, episodeId, at, source: 'sms', evidenceId: 'e' };
  await log.bed.send(optOuts, optOutKey(key, scope), record);
  await eventually('the opt-out is known', async () => {
    const rows = await log.bed.sql('SELECT FROM opt_out WHERE episode_id = $1', [episodeId]);
    return rows.length === 1;
  });
  return episodeId;
}

/** Sends an advert of Lorane that an operator takes. */
async function texted(to: string): Promise<void> {
  await log.consent(to);
  const cleared = await log.bed.firstCleared(await log.bed.ask({ to }));
  const { messageId, advertiserId, recipientKey, attempt, sender } = cleared;
  await log.bed.send(messageStatus, recipientKey, {
    ...{ messageId, advertiserId, recipientKey, attempt, sender, lane: 'marketing', status: 'submitted' },
    ...{ provider: 'test', at: log.bed.now(), smscIds: ['1'] },
  });
  await eventually('it is known to have left', async () => {
    const rows = await log.bed.sql('SELECT FROM advert_reservation WHERE message_id = $1 AND sent_at IS NOT NULL', [
      messageId,
    ]);
    return rows.length === 1;
  });
}

const preflight = (people: string[], headers = own, more: object = {}) =>
  log.post(
    '/v1/preflight',
    {
      ...{ advertiserId: LORANE.id, category: 'marketing', texts: [ADVERT], at: NOW },
      recipients: people.map((to) => ({ to, text: 0 })),
      ...more,
    },
    headers,
  );
const bodyOf = async (answer: Promise<Response>) => {
  const { status, headers } = await answer;
  return { status, headers, body: (await (await answer).json()) as Record<string, unknown> };
};
const codes = async (answer: Promise<Response>) => {
  const { body } = await bodyOf(answer);
  return (body['groups'] as { outcome: string; code?: string }[]).map(({ outcome, code }) => code ?? outcome);
};

interface Link {
  status: string;
  at: string;
  scope?: string;
  optOutId?: string;
}
async function chainOf(of: string, headers = own, advertiserId = LORANE.id): Promise<Link[]> {
  const { body } = await bodyOf(log.post('/v1/consents/search', { phone: of, advertiserId }, headers));
  return (body['items'] as { chain: Link[] }[])[0]?.chain ?? [];
}

describe('an advertiser’s key gets the answers of unknown numbers for strangers', () => {
  const people = { 'out of all': OUT_OF_ALL, 'whose number is dead': DEAD };
  const questions = {
    'an advert': {},
    'an informative message': { category: 'informative', texts: [REMINDER] },
    'an advert at night': { at: NOW + 12 * 3_600_000 },
  };

  describe.each(Object.entries(people))('%s', (_, stranger) => {
    test.each(Object.entries(questions))('in a preflight of %s', async (__, question) => {
      const [one, other] = [
        await bodyOf(preflight([stranger], own, question)),
        await bodyOf(preflight([UNKNOWN], own, question)),
      ];
      expect([one.status, one.body]).toEqual([200, other.body]);
    });

    test('in a preflight with a consent that the advertiser claims', async () => {
      for (const each of [stranger, UNKNOWN_TOO]) await log.consent(each, own);
      const [one, other] = [await bodyOf(preflight([stranger])), await bodyOf(preflight([UNKNOWN_TOO]))];
      expect(one.body).toEqual(other.body);
      expect(await codes(preflight([stranger]))).toEqual(['cleared']);
    });

    test('in a check', async () => {
      const check = async (to: string) => {
        const question = { text: ADVERT, category: 'marketing', country: 'FR', advertiserId: LORANE.id, to, at: NOW };
        return (await bodyOf(log.post('/v1/check', question, own))).body;
      };
      expect(await check(stranger)).toEqual(await check(UNKNOWN));
    });

    test('in the chain of a consent that it claims', async () => {
      const grantedAt = NOW - 10 * DAY;
      const claim = (of: string) => log.post('/v1/consents', { ...consentTo(of), grantedAt, source: 'fair' }, own);
      for (const each of [stranger, UNKNOWN_TOO]) expect((await claim(each)).status).toBe(201);
      const shown = async (of: string) => (await chainOf(of)).map(({ status, at }) => ({ status, at }));
      expect(await shown(stranger)).toEqual(await shown(UNKNOWN_TOO));
    });

    test('a caller with access to all people gets what is known', async () => {
      expect(await codes(preflight([stranger], auditor))).not.toEqual(await codes(preflight([UNKNOWN], auditor)));
    });
  });

  test('refuses a message to a stranger when it would be sent, without advertiser and time', async () => {
    for (const each of [OUT_OF_ALL, UNKNOWN_TOO]) await log.consent(each, own);
    const later = { notBefore: NOW + 3_600_000 };
    const [waits, alike] = [
      await log.bed.ask({ to: OUT_OF_ALL, ...later }),
      await log.bed.ask({ to: UNKNOWN_TOO, ...later }),
    ];
    const said = async (id: string) => {
      const { verdict, code, detail } = await log.bed.verdict(id);
      return { verdict, code, detail };
    };
    expect(await said(waits)).toEqual(await said(alike));
    const held = await log.get(`/v1/messages/${waits}/proof`, own);
    expect(await held.text()).not.toMatch(/optOut"|opted out/);
    const refused = await log.bed.ask({ to: OUT_OF_ALL });
    const { detail } = await log.bed.verdict(refused);
    expect(await said(refused)).toMatchObject({ verdict: 'refused', code: 'OPTED_OUT' });
    expect(detail).not.toMatch(/every|all adv|platform|\d{4}-/);
    const proof = await (await log.get(`/v1/messages/${refused}/proof`, own)).text();
    expect(proof).toContain('"optOut":');
    expect(proof).not.toContain(new Date(OUT_AT).toISOString());
  });
});

describe('an advertiser’s key gets known facts about people with a relation to the advertiser', () => {
  test('a person who received an advert before and opted out of all', async () => {
    const person = phone(6_010);
    await texted(person);
    const episodeId = await optOut(person, '*', NOW);
    expect(await codes(preflight([person]))).toEqual(['OPTED_OUT']);
    const [, withdrawn] = await chainOf(person);
    expect(withdrawn).toMatchObject({ status: 'withdrawn', scope: '*', at: '2026-11-25T00:00:00.000Z' });
    // Two advertisers cannot find out by it that they write to the same person.
    const theirs = { ...consentTo(person), advertiserId: BRICOLIS.id };
    expect((await log.post('/v1/consents', theirs, bearer(BRICOLIS_KEY.key))).status).toBe(201);
    expect(await chainOf(person, bearer(BRICOLIS_KEY.key), BRICOLIS.id)).toHaveLength(1);
    await log.bed.sql(
      `INSERT INTO last_contact (recipient_key, advertiser_id, at, reply_id) VALUES ($1, $2, now(), $3)`,
      [keys.keyOf(person), BRICOLIS.id, randomUUID()],
    );
    const [, other] = await chainOf(person, bearer(BRICOLIS_KEY.key), BRICOLIS.id);
    expect(other).toMatchObject({ status: 'withdrawn', scope: '*' });
    expect(new Set([other?.optOutId, withdrawn?.optOutId, episodeId]).size).toBe(3);
    const [, whole] = await chainOf(person, auditor);
    expect(whole).toMatchObject({ optOutId: episodeId, at: new Date(NOW).toISOString() });
  });

  test('a person who opted out of the advertiser, whatever else they did', async () => {
    const person = phone(6_011);
    await optOut(person, LORANE.id);
    expect(await codes(preflight([person]))).toEqual(['OPTED_OUT']);
    await optOut(person, '*');
    expect(await codes(preflight([person]))).toEqual(['OPTED_OUT']);
  });
});

describe('a reviewer, who may not query why a number is blocked,', () => {
  const text = { text: ADVERT, category: 'marketing', country: 'FR', advertiserId: LORANE.id };

  test('queries texts and no people', async () => {
    expect((await log.post('/v1/check', text, reviewer)).status).toBe(200);
    for (const answer of [
      preflight([OUT_OF_ALL], reviewer),
      log.post('/v1/check', { ...text, to: OUT_OF_ALL }, reviewer),
    ]) {
      const { status, body } = await bodyOf(answer);
      expect([status, body['code']]).toEqual([403, 'not-permitted']);
    }
  });
});

test('records each query once, with its number of people and without phone numbers or names', async () => {
  const before = log.published.length;
  await preflight([UNKNOWN, OUT_OF_ALL, phone(6_012)], own);
  const events = await eventually('the question is on record', () => {
    const found = log.published.slice(before).filter(({ value }) => value.on.people === 3);
    return found.length > 0 && found;
  });
  expect(events.map(({ value }) => value)).toEqual([
    expect.objectContaining({
      kind: 'look',
      stage: 'ended',
      who: { kind: 'advertiser', keyId: KEY.id, name: 'crm' },
      on: {
        advertiserId: LORANE.id,
        resources: [{ kind: 'advertisers', id: LORANE.id }],
        recipientKeys: [],
        people: 3,
      },
      result: { status: 200 },
    }),
  ]);
  await eventually('it is found', async () => {
    const { items } = await log.search({ operation: 'preflight_ask', actor: KEY.id });
    return items.some(({ on }) => on.people === 3);
  });
});

test('limits the strangers that a key may query per hour, and not people who agreed', async () => {
  const shop = bearer(OTHER_KEY.key);
  const many = Array.from({ length: LIMIT }, (_, n) => phone(7_000 + n));
  expect((await preflight(many, shop)).status).toBe(200);
  const { status, headers, body } = await bodyOf(preflight(many.slice(0, 500), shop));
  expect([status, body['code']]).toEqual([429, 'too-many-requests']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(60);
  expect(JSON.stringify(body)).not.toContain('groups');
  // Another system of the same advertiser has its own, and whoever agreed is no stranger.
  expect((await preflight(many.slice(0, 500))).status).toBe(200);
  await log.consent(phone(6_020), own);
  expect(await codes(preflight([phone(6_020)], shop))).toEqual(['cleared']);
});
