import { type ClearedMessage, optOuts } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { ProofDesk } from './proof-desk';
import { Bed } from '../bed';
import { forgeFacts } from './stored-facts';

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

let delivered: ClearedMessage;

test('an unsealed message says so, and from when it will be sealed', async () => {
  delivered = await desk.cleared('+33639985101');
  const proof = await desk.proofOf(delivered.messageId);
  expect(proof.sealing).toEqual({ state: 'waiting', detail: expect.stringContaining('every 60 seconds') });
  const { code, said } = await desk.verify(proof);
  expect(said).toContain('NOT SEALED YET');
  expect(said).toContain('Ask for the proof again in a few minutes');
  expect(code).toBe(1);
});

test('seals a message with others, seals later facts again, and shows both seals', async () => {
  const others = await Promise.all(
    ['+33639985102', '+33639985103', '+33639985104'].map((phone) => desk.cleared(phone)),
  );
  await bed.seal();
  expect((await desk.proofOf(delivered.messageId)).sealing.state).toBe('sealed');
  await desk.deliver(delivered);
  const between = await desk.proofOf(delivered.messageId);
  expect(between.sealing).toEqual({ state: 'partly', detail: expect.stringContaining('1:submitted') });
  const partly = await desk.verify(between);
  expect(partly.said).toMatch(/: PARTLY SEALED\n/);
  expect(partly.said).toMatch(/Not sealed +1:submitted, receipt: not sealed yet, not proven/);
  expect(partly.said).not.toContain('DELIVRD');
  expect(partly.code).toBe(3);
  await bed.seal();
  const proof = await desk.proofOf(delivered.messageId);
  expect(proof.seals.map(({ facts }) => facts.map(({ entry }) => entry))).toEqual([['1'], ['1:submitted', 'receipt']]);
  expect(proof.seals[0]?.batch.count).toBeGreaterThan(others.length);
  expect(proof.seals[1]?.batch).toMatchObject({ seq: 2, count: 2, previous: proof.seals[0]?.head });
  const { said } = await desk.verify(proof, '--head', proof.seals[1]?.head ?? '');
  expect(said).toContain('is unaltered since your head was noted');
  expect(said).toContain('delivered (DELIVRD)');
});

test('a repeated record without a change is not sealed again', async () => {
  await desk.deliver(delivered);
  await eventually('all is taken', async () => (await bed.seal()) === 0);
  expect((await desk.proofOf(delivered.messageId)).seals).toHaveLength(2);
});

test('two replicas that seal concurrently make one chain', async () => {
  await Promise.all(['+33639985111', '+33639985112', '+33639985113'].map((phone) => desk.cleared(phone)));
  await Promise.all(Array.from({ length: 6 }, () => bed.seal()));
  const batches = await bed.sql<{ head: string; previous: string | null; seq: number }>(
    `SELECT seq, encode(head, 'hex') AS head, encode(previous, 'hex') AS previous FROM proof_batch ORDER BY seq`,
  );
  expect(batches.map(({ previous }) => previous)).toEqual([null, ...batches.slice(0, -1).map(({ head }) => head)]);
  expect(batches.map(({ seq }) => seq)).toEqual(batches.map((_, at) => at + 1));
});

test('an erased consent leaves its digest, and the seals before and after stay valid', async () => {
  const phone = '+33639985141';
  const message = await desk.cleared(phone);
  await bed.seal();
  await bed.send(optOuts, `${keys.keyOf(phone)}:*`, null);
  const proof = await eventually('the consent is gone', async () => {
    const found = await desk.proofOf(message.messageId);
    return typeof found.decisions[0]?.consent === 'string' && found;
  });
  expect(proof.summary).toContain('there was a consent, which is on record no more');
  expect((await desk.verify(proof)).said).toContain('1 record(s), given by digest');
  await desk.deliver(message);
  await bed.seal();
  const later = await desk.proofOf(message.messageId);
  expect([later.sealing.state, later.seals.length]).toEqual(['sealed', 2]);
  expect((await desk.verify(later)).code).toBe(0);
});

describe('a person with write access to the database', () => {
  test.each([
    'UPDATE proof_batch SET count = count',
    'DELETE FROM proof_batch',
    'TRUNCATE proof_day',
    'UPDATE fact_frame SET count = count',
    'DELETE FROM fact_frame_20261125',
    'TRUNCATE fact_frame',
    'UPDATE fact_link SET home = home',
    'TRUNCATE fact_link',
    `UPDATE fact_context SET content = '{}'`,
  ])('cannot by mistake: %s', async (sql) => {
    await expect(bed.sql(sql)).rejects.toThrow('is append-only');
  });

  test('cannot alter a message undetected: the service reports it and the command refuses the proof', async () => {
    const { messageId } = await desk.cleared('+33639985151');
    await bed.seal();
    await forgeFacts(bed, messageId, (fact) => ({ ...fact, at: Date.parse('2026-11-24') }));
    const proof = await desk.proofOf(messageId);
    expect(proof.sealing).toEqual({ state: 'altered', detail: expect.stringContaining('this is no proof') });
    expect(await bed.metrics()).toMatch(/stopsms_guarantee_violations_total\{guarantee="G6"[^}]*\} [1-9]/);
    expect(await desk.verify(proof)).toMatchObject({
      code: 1,
      said: expect.stringContaining('what was sealed then as 1 is not'),
    });
  });

  test('cannot remove an outcome undetected', async () => {
    const message = await desk.cleared('+33639985152');
    await desk.deliver(message);
    await bed.seal();
    await forgeFacts(bed, message.messageId, (fact) => (fact.kind === 'receipt' ? undefined : fact));
    const proof = await desk.proofOf(message.messageId);
    expect(proof.sealing).toEqual({ state: 'altered', detail: expect.stringContaining('not all are kept') });
    expect(await desk.verify(proof)).toMatchObject({ code: 1, said: expect.stringContaining('REFUSED') });
  });

  test('cannot remove facts in between, or alter what messages share, undetected', async () => {
    const message = await desk.cleared('+33639985153');
    await desk.deliver(message);
    const whole = await desk.proofOf(message.messageId);
    await forgeFacts(bed, message.messageId, (fact) => (fact.kind === 'submitted' ? undefined : fact));
    await bed.seal();
    const proof = await desk.proofOf(message.messageId);
    expect(proof.sealing).toEqual({ state: 'altered', detail: expect.stringContaining('kept no more') });
    expect((await desk.verify(proof)).said).toContain(
      'what stood before receipt when that was written down was left out',
    );
    await bed.forge(`UPDATE fact_context SET content = content || '{"region": "DE"}'`, 'fact_context');
    expect((await desk.proofOf(whole.messageId)).sealing.state).toBe('altered');
  });
});
