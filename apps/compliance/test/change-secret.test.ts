import { randomUUID } from 'node:crypto';
import { messageStatus, optOutKey, optOuts, receipts } from '@stopsms/contracts';
import { generationOf } from '@stopsms/kernel';
import { CHAIN, eventually, keys, nextKeys } from '@stopsms/testing';
import { Bed } from './bed';
import { HALF_AN_HOUR_ON, LORANE } from './fixtures';
import { ProofDesk } from './evidence/proof-desk';
import { storedFacts } from './evidence/stored-facts';

const [CONSENTING, OUT, LATER] = ['+33639985101', '+33639985102', '+33639985103'];

let bed: Bed;
let desk: ProofDesk;
const ended: Error[] = [];
beforeAll(async () => {
  bed = await Bed.madeWith({ STOPSMS_RECIPIENT_SECRET: CHAIN });
  bed.onFatal = (error) => ended.push(error);
  desk = new ProofDesk(bed);
});
afterAll(async () => {
  desk.close();
  await bed.end();
});

const optOut = (recipientKey: string, value: object | null, moved = false) =>
  bed.put(optOuts, [
    { key: optOutKey(recipientKey, LORANE.id), value, ...(moved && { headers: { stopsms_moved: 'true' } }) },
  ]);
const out = () => ({
  ...{ state: 'out', scope: LORANE.id, episodeId: randomUUID(), at: bed.now() - 1_000, source: 'sms', evidenceId: 'e' },
});
const known = async (table: string, key: string) =>
  (await bed.sql(`SELECT 1 FROM compliance.${table} WHERE recipient_key = $1`, [key])).length;

test('consents, opt-outs and proofs continue under new keys, and no earlier proof breaks', async () => {
  const before = await desk.cleared(CONSENTING);
  await bed.consent(OUT);
  const episode = out();
  await optOut(keys.keyOf(OUT), episode);
  await eventually('the opt-out is known', async () => (await known('opt_out', keys.keyOf(OUT))) === 1);
  await bed.seal();
  expect(await desk.verify(await desk.proofOf(before.messageId))).toMatchObject({ code: 0 });

  const asked = await fetch(`${bed.url}/v1/recipient-generation`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ generation: 1, by: 'anne' }),
  });
  expect(asked.status).toBe(202);
  await eventually('it ends, to begin anew', () => ended.length > 0);
  await bed.restart(HALF_AN_HOUR_ON);

  expect([await known('consent', keys.keyOf(CONSENTING)), await known('consent', nextKeys.keyOf(CONSENTING))]).toEqual([
    0, 1,
  ]);
  // A fact is never changed: it has the key that it was made with.
  expect((await storedFacts(bed, before.messageId)).map(({ recipientKey }) => recipientKey)).toEqual([
    keys.keyOf(CONSENTING),
  ]);
  // The list is moved: under the new key it says the same, and under the old one it ends; nobody was forgotten.
  await optOut(nextKeys.keyOf(OUT), episode);
  await optOut(keys.keyOf(OUT), null, true);
  // A consent of somebody who had not received the change.
  await bed.consent(LATER);
  const asks = {
    of: await bed.ask({ to: CONSENTING }),
    out: await bed.ask({ to: OUT }),
    later: await bed.ask({ to: LATER }),
  };
  const after = await bed.firstCleared(asks.of);
  expect(generationOf(after.recipientKey)).toBe(1);
  expect((await bed.firstCleared(asks.later)).recipientKey).toBe(nextKeys.keyOf(LATER));
  expect(await bed.verdict(asks.out)).toMatchObject({ verdict: 'refused', code: 'OPTED_OUT' });
  expect(await known('consent', nextKeys.keyOf(OUT))).toBe(1);

  // The outcome of the earlier message is published under its old key, and sealed with it.
  const { messageId, advertiserId, recipientKey, attempt, sender } = before;
  const published = {
    messageId,
    advertiserId,
    recipientKey,
    attempt,
    sender,
    lane: 'marketing',
    provider: 'sim',
    at: bed.now(),
  };
  await bed.send(messageStatus, recipientKey, { ...published, status: 'submitted', smscIds: ['a'], parts: 1 });
  const receipt = {
    messageId,
    advertiserId,
    recipientKey,
    provider: 'sim',
    smscId: 'a',
    outcome: 'delivered',
    stat: 'DELIVRD',
  };
  await bed.send(receipts, recipientKey, { ...receipt, at: bed.now() });
  await eventually('the receipt', async () => (await desk.proofOf(messageId)).receipt !== null);
  await bed.seal();
  for (const [id, by] of [
    [messageId, keys],
    [asks.of, nextKeys],
  ] as const) {
    const proof = await desk.proofOf(id);
    expect(proof).toMatchObject({ sealing: { state: 'sealed' }, request: { recipientKey: by.keyOf(CONSENTING) } });
    expect(await desk.verify(proof)).toMatchObject({ code: 0 });
  }
  expect(await bed.metrics()).not.toMatch(/violations_total\{guarantee="G\d".*\} [1-9]/);
});

test('an erasure applies under both keys', async () => {
  await optOut(nextKeys.keyOf(OUT), null);
  await eventually('the consent is gone', async () => (await known('consent', nextKeys.keyOf(OUT))) === 0);
});
