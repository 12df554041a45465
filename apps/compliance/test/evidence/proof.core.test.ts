import { randomUUID } from 'node:crypto';
import { type ClearedMessage, messageStatus, optOutKey, optOuts, receipts } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { ADVERT, LORANE } from '../fixtures';
import { Bed } from '../bed';

const PHONE = '+33639985001';
let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

const get = (id: string) => fetch(`${bed.url}/v1/messages/${id}/proof`);

async function proofOf(id: string) {
  return (await (await get(id)).json()) as { summary: string; statuses: unknown[]; receipt: object | null };
}

async function publish(message: ClearedMessage, status: string, more: object = {}) {
  const { messageId, advertiserId, recipientKey, attempt, sender, clearedAt: at } = message;
  const value = {
    messageId,
    advertiserId,
    recipientKey,
    lane: 'marketing',
    status,
    attempt,
    provider: 'sim',
    sender,
    at,
    ...more,
  };
  await bed.send(messageStatus, recipientKey, value);
}

test('a delivered advert has a self-contained proof without number or text', async () => {
  const consentId = await bed.consent(PHONE);
  const id = await bed.ask({ to: PHONE, campaignId: randomUUID() });
  const cleared = await bed.firstCleared(id);
  const view = { partition: 3, offset: '88213' };
  await publish(cleared, 'submitted', { begunAt: cleared.clearedAt + 5, smscIds: ['a1b2'], parts: 1, view });
  const { recipientKey, advertiserId } = cleared;
  const receipt = {
    messageId: id,
    advertiserId,
    recipientKey,
    provider: 'sim',
    smscId: 'a1b2',
    outcome: 'delivered',
    stat: 'DELIVRD',
    at: cleared.clearedAt + 900,
  };
  await bed.send(receipts, recipientKey, receipt);
  // A receipt published twice, and a contradictory one after the first: the first final one counts.
  await bed.send(receipts, recipientKey, { ...receipt, outcome: 'failed', stat: 'UNDELIV' });
  const proof = await eventually('the whole proof', async () => {
    const found = await proofOf(id);
    return found.receipt && found.statuses.length === 1 && found;
  });
  expect(proof).toMatchObject({
    messageId: id,
    advertiser: 'Lorane',
    consentsSince: [{ id: consentId, status: 'granted' }],
    explanation: { wouldChange: [] },
    request: {
      advertiserId: LORANE.id,
      campaignId: cleared.campaignId,
      category: 'marketing',
      recipientKey: keys.keyOf(PHONE),
      region: 'FR',
      textHash: expect.stringMatching(/^sha256-/),
    },
    decisions: [
      {
        attempt: 1,
        verdict: 'cleared',
        pack: { id: expect.stringMatching(/^FR@/), hash: expect.stringMatching(/^sha256-/) },
        consent: { id: consentId, recipientKey: keys.keyOf(PHONE), source: 'shop form', wording: expect.any(String) },
        reading: {
          category: { declared: 'marketing', found: 'marketing', signals: expect.any(Array) },
          mention: { verdict: 'accept' },
          segments: { encoding: 'GSM-7', units: ADVERT.length, parts: 1 },
        },
        window: { open: true, timeZones: ['Europe/Paris'], closesAt: '2026-11-25T18:45:00.000Z' },
      },
    ],
    statuses: [
      { status: 'submitted', begunAt: new Date(cleared.clearedAt + 5).toISOString(), smscIds: ['a1b2'], view },
    ],
    receipt: { outcome: 'delivered', stat: 'DELIVRD' },
  });
  for (const part of [
    'Lorane asked',
    'consented on',
    'shop form',
    'STOP mention',
    '11:00 Europe/Paris',
    'offset 88213',
    'a1b2',
    'delivered',
  ])
    expect(proof.summary).toContain(part);
  expect(JSON.stringify(proof)).not.toContain(PHONE.slice(3));
  expect(JSON.stringify(proof)).not.toMatch(/manteaux|week-end|-20%/);
});

test('a refused message has a proof with the reason', async () => {
  const id = await bed.ask({ to: '+33639985002' });
  await bed.verdict(id);
  const proof = await proofOf(id);
  expect(proof).toMatchObject({
    decisions: [{ verdict: 'refused', code: 'CONSENT_MISSING' }],
    statuses: [],
    receipt: null,
  });
  expect(proof.summary).toContain('CONSENT_MISSING');
});

test('quoted text in a refusal cannot break its proof', async () => {
  const id = await bed.ask({
    to: '+33639985003',
    text: 'Lorane : -20% \udc00 promo. STOP 36180',
    sender: 'L\u0000\ud800',
  });
  await bed.verdict(id);
  expect((await get(id)).status).toBe(200);
});

test('a message blocked at the last moment names the reason', async () => {
  await bed.consent('+33639985004');
  const id = await bed.ask({ to: '+33639985004' });
  const cleared = await bed.firstCleared(id);
  await publish(cleared, 'blocked', {
    code: 'OPTED_OUT',
    detail: 'The recipient has opted out.',
    view: { partition: 1, offset: '7' },
  });
  const proof = await eventually('the blocked status', async () => {
    const found = await proofOf(id);
    return found.statuses.length > 0 && found;
  });
  expect(proof.summary).toContain('blocked');
  expect(proof.summary).toContain('partition 1, offset 7');
});

test('an unknown message is a problem 404, an invalid ID a problem 400', async () => {
  const unknown = await get(randomUUID());
  expect(unknown.status).toBe(404);
  expect(unknown.headers.get('content-type')).toContain('application/problem+json');
  expect((await get('42')).status).toBe(400);
});

test('lists the rule packs with the hashes that proofs contain', async () => {
  const { items } = (await (await fetch(`${bed.url}/v1/rule-packs`)).json()) as {
    items: { id: string; hash: string; regions: string[] }[];
  };
  const fr = items.find(({ id }) => id.startsWith('FR@'));
  expect(fr?.regions).toContain('MQ');
  expect(fr?.hash).toMatch(/^sha256-/);
});

/** Number of violations that the service reports, by guarantee. */
async function violations(): Promise<Record<string, number>> {
  const lines = (await bed.metrics()).matchAll(/^stopsms_guarantee_violations_total\{guarantee="(G\d)".*\} (\d+)$/gm);
  return Object.fromEntries([...lines].map(([, guarantee, count]) => [guarantee, Number(count)]));
}

test('counts broken guarantees: sent twice, without a decision, or long after the STOP', async () => {
  const phone = '+33639985077';
  await bed.consent(phone);
  const message = await bed.firstCleared(await bed.ask({ to: phone }));
  const at = message.clearedAt;
  const undecided = { ...message, messageId: randomUUID() };
  await publish(message, 'submitted', { smscIds: ['first'] });
  await publish(message, 'submitted', { smscIds: ['first'] });
  await publish(undecided, 'blocked');
  // In the same partition: once it is recorded, all before it is.
  const last = await bed.firstCleared(await bed.ask({ to: phone }));
  await publish(last, 'submitted', { smscIds: ['last'] });
  await eventually('what is in order is recorded', async () => (await proofOf(last.messageId)).statuses.length === 1);
  expect(await violations()).toEqual({ G1: 0, G2: 0, G3: 0, G4: 0, G5: 0, G6: 0 });

  const { recipientKey } = message;
  const out = {
    state: 'out',
    scope: LORANE.id,
    episodeId: randomUUID(),
    at: at - 60_000,
    source: 'sms',
    evidenceId: 'e',
  };
  await bed.send(optOuts, optOutKey(recipientKey, LORANE.id), out);
  await eventually('the opt-out is known', async () => {
    const [row] = await bed.sql('SELECT 1 FROM opt_out WHERE recipient_key = $1', [recipientKey]);
    return row !== undefined;
  });
  await publish(message, 'submitted', { smscIds: ['second'] });
  await publish(undecided, 'submitted', { smscIds: ['third'] });
  await eventually('what is not is counted', async () => (await violations())['G6'] === 1);
  expect(await violations()).toEqual({ G1: 0, G2: 1, G3: 0, G4: 1, G5: 0, G6: 1 });
});
