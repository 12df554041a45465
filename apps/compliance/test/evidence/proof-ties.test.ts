import { randomUUID } from 'node:crypto';
import { messageStatus, receipts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import type { Proof } from '../../src/evidence/proofs/find-proof';
import { Bed } from '../bed';
import { ADVERT, LORANE, BRICOLIS } from '../fixtures';
import { ProofDesk } from './proof-desk';

let bed: Bed;
let desk: ProofDesk;
beforeAll(async () => {
  bed = await Bed.make();
  desk = new ProofDesk(bed);
});
afterAll(async () => {
  desk?.close();
  await bed?.end();
});

const tied = async (id: string, phone: string) => {
  const answer = await fetch(`${bed.url}/v1/messages/${id}/proof`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone }),
  });
  return { status: answer.status, body: (await answer.json()) as Proof & { code?: string } };
};
const many = async (body: object) => {
  const answer = await fetch(`${bed.url}/v1/proofs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as { items: Proof[]; missing: string[] } };
};

test('a proof requested with a number links to that number offline in any spelling, and to no other', async () => {
  const { messageId } = await desk.cleared('+33639985201');
  await bed.seal();
  const spellings = ['+33 6 39 98 52 01', '06.39.98.52.01', '0033639985201', '06\u00a039\u00a098\u00a052\u00a001'];
  const { status, body } = await tied(messageId, spellings[3] ?? '');
  expect(status).toBe(200);
  expect(JSON.stringify(body)).not.toContain('639985201');
  const file = desk.put(body);
  for (const spelling of spellings) {
    const { code, said } = await desk.run(file, '--phone', spelling, '--text', ADVERT);
    expect(said).toContain('HOLDS');
    expect(said).toMatch(/Number +is the one that was asked for/);
    expect(said).toMatch(/Text +is the one that was asked for, unchanged/);
    expect(code).toBe(0);
  }
  for (const other of ['06 39 98 52 02', '+32639985201', 'nobody']) {
    const { code, said } = await desk.run(file, '--phone', other);
    expect(said).toMatch(/REFUSED: (it is no proof of a message to this number|--phone is no number)/);
    expect(code).toBe(1);
  }
});

test('a caller with another number gets no salt, and a document without salt links to no number', async () => {
  const { messageId } = await desk.cleared('+33639985203');
  await bed.seal();
  expect(await tied(messageId, '06 39 98 52 04')).toMatchObject({ status: 409, body: { code: 'number-not-tied' } });
  const proof = await desk.proofOf(messageId);
  expect(proof).not.toHaveProperty('numberSalt');
  const { said } = await desk.verify(proof, '--phone', '06 39 98 52 03');
  expect(said).toContain('it has no "numberSalt"');
});

test('a salt of another message or an invented one links nothing', async () => {
  const [one, other] = [await desk.cleared('+33639985205'), await desk.cleared('+33639985206')];
  await bed.seal();
  const proof = await desk.proofOf(one.messageId);
  for (const numberSalt of [(await tied(other.messageId, '+33639985206')).body.numberSalt, 'made-up']) {
    const { said } = await desk.verify({ ...proof, numberSalt }, '--phone', '+33639985205');
    expect(said).toContain('REFUSED');
  }
});

test('a text sent with an inserted mention is linked both as requested and as sent', async () => {
  const phone = '+33639985207';
  await bed.consent(phone);
  const text = 'Lorane : -20% sur les manteaux ce week-end.';
  const { messageId, text: left } = await bed.firstCleared(await bed.ask({ to: phone, text, mention: 'insert' }));
  await bed.seal();
  const proof = await desk.proofOf(messageId);
  expect((await desk.verify(proof, '--text', text)).said).toContain('what left has a STOP mention besides');
  expect((await desk.verify(proof, '--text', left)).said).toContain('with the STOP mention that was put in');
});

test('seals a message delivered before it was sent as reported, and the verifier calls it impossible', async () => {
  const message = await desk.cleared('+33639985208');
  const { messageId, advertiserId, recipientKey, sender, clearedAt: at } = message;
  const of = { messageId, advertiserId, recipientKey, provider: 'sim' };
  await bed.send(messageStatus, recipientKey, {
    ...{
      ...of,
      lane: 'marketing',
      attempt: 1,
      sender,
      at,
      status: 'submitted',
      begunAt: at,
      smscIds: ['b1'],
      parts: 1,
    },
  });
  await eventually('it is submitted', async () => (await desk.proofOf(messageId)).statuses.length === 1);
  const early = { ...of, smscId: 'b1', outcome: 'delivered', stat: 'DELIVRD', at: at - 21 * 60_000 };
  await bed.send(receipts, recipientKey, early);
  await eventually('it is delivered', async () => (await desk.proofOf(messageId)).receipt !== null);
  await bed.seal();
  const { code, said } = await desk.verify(await desk.proofOf(messageId));
  expect(said).toContain('CANNOT HAVE HAPPENED SO');
  expect(said).toContain('lies before submitted on');
  expect(code).toBe(1);
});

test('returns many proofs at once, the same as alone, and none of another advertiser', async () => {
  const messages = await Promise.all(
    ['+33639985211', '+33639985212', '+33639985213'].map((phone) => desk.cleared(phone)),
  );
  await bed.seal();
  const ids = messages.map(({ messageId }) => messageId).toReversed();
  const unknown = randomUUID();
  const { status, body } = await many({ advertiserId: LORANE.id, messageIds: [...ids, unknown, ids[0]] });
  expect(status).toBe(200);
  expect(body.items.map(({ messageId }) => messageId)).toEqual(ids);
  expect(body.missing).toEqual([unknown]);
  for (const proof of body.items) {
    const alone = await desk.proofOf(proof.messageId);
    const same = { issuedAt: '', digest: '', signature: null };
    expect({ ...proof, ...same }).toEqual({ ...alone, ...same });
    expect((await desk.verify(proof)).code).toBe(0);
  }
  expect((await many({ advertiserId: BRICOLIS.id, messageIds: ids })).body).toEqual({ items: [], missing: ids });
  expect(
    (await many({ advertiserId: LORANE.id, messageIds: Array.from({ length: 101 }, () => randomUUID()) })).status,
  ).toBe(400);
});
