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
    const rows = await log.bed.sql('SELECT FROM advert_place WHERE message_id = $1 AND left_at IS NOT NULL', [
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

describe('of strangers an advertiser’s key is answered as if nobody knew them', () => {
  const people = { 'out of all': OUT_OF_ALL, 'whose number is dead': DEAD };
  const questions = {
    'an advert': {},
    'an informative message': { category: 'informative', texts: [REMINDER] },
    'an advert at night': { at: NOW + 12 * 3_600_000 },
  };

  describe.each(Object.entries(people))('%s', (_, stranger) => {
    test.each(Object.entries(questions))('by preflight of %s', async (__, question) => {
      const [one, other] = [
        await bodyOf(preflight([stranger], own, question)),
        await bodyOf(preflight([UNKNOWN], own, question)),
      ];
      expect([one.status, one.body]).toEqual([200, other.body]);
    });

    test('by preflight with a consent that the advertiser claims', async () => {
      for (const each of [stranger, UNKNOWN_TOO]) await log.consent(each, own);
      const [one, other] = [await bodyOf(preflight([stranger])), await bodyOf(preflight([UNKNOWN_TOO]))];
      expect(one.body).toEqual(other.body);
      expect(await codes(preflight([stranger]))).toEqual(['cleared']);
    });

    test('by check', async () => {
      const check = async (to: string) => {
        const question = { text: ADVERT, category: 'marketing', country: 'FR', advertiserId: LORANE.id, to, at: NOW };
        return (await bodyOf(log.post('/v1/check', question, own))).body;
      };
      expect(await check(stranger)).toEqual(await check(UNKNOWN));
    });

    test('by the chain of a consent that it claims', async () => {
      const grantedAt = NOW - 10 * DAY;
      const claim = (of: string) => log.post('/v1/consents', { ...consentTo(of), grantedAt, source: 'fair' }, own);
      for (const each of [stranger, UNKNOWN_TOO]) expect((await claim(each)).status).toBe(201);
      const shown = async (of: string) => (await chainOf(of)).map(({ status, at }) => ({ status, at }));
      expect(await shown(stranger)).toEqual(await shown(UNKNOWN_TOO));
    });

    test('and whoever may see everybody is answered what is known', async () => {
      expect(await codes(preflight([stranger], auditor))).not.toEqual(await codes(preflight([UNKNOWN], auditor)));
    });
  });

  test('a message to a stranger is refused when it would leave, and says neither of whom nor since when', async () => {
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

describe('of people who had to do with the advertiser its key is answered what is known', () => {
  test('whoever was sent an advert before and is out of all', async () => {
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

  test('whoever opted out of the advertiser, whatever they did besides', async () => {
    const person = phone(6_011);
    await optOut(person, LORANE.id);
    expect(await codes(preflight([person]))).toEqual(['OPTED_OUT']);
    await optOut(person, '*');
    expect(await codes(preflight([person]))).toEqual(['OPTED_OUT']);
  });
});

describe('a reviewer, who may not ask why a number is blocked,', () => {
  const text = { text: ADVERT, category: 'marketing', country: 'FR', advertiserId: LORANE.id };

  test('asks about texts and about no person', async () => {
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

test('each question is on record once, with how many people it was about and no number or name of them', async () => {
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

test('a key asks about so many strangers in an hour, and about people who agreed as it likes', async () => {
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
