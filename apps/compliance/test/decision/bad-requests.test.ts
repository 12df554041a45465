import { randomUUID } from 'node:crypto';
import { deadLetterOf, smsRequested, verdicts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { requestOf } from '../fixtures';
import { Bed } from '../bed';

const DLQ = deadLetterOf(smsRequested.name);
let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make([DLQ]);
});
afterAll(() => bed?.end());

describe('an unreadable request is dead-lettered with its cause, and the partition continues', () => {
  const id = randomUUID();
  const valid = JSON.stringify(requestOf({ id, to: 'nobody' }));
  test.each([
    { it: 'broken JSON', value: '{"id": ', reason: /not JSON/ },
    { it: 'a wrong schema', value: JSON.stringify({ ...requestOf({}), notBefore: '2026-03-02' }), reason: /notBefore/ },
    { it: 'a null value', value: null, reason: /null/ },
    { it: 'an empty value', value: '', reason: /\(0 bytes\) is not JSON/ },
    { it: 'a text of 1 MB', value: JSON.stringify(requestOf({ text: 'x'.repeat(1_000_000) })), reason: /text/ },
    { it: 'no key', key: null, value: valid, reason: /no key/ },
  ])('dead-letters $it', async ({ value, reason, key = randomUUID() }) => {
    const before = bed.seen(DLQ).length;
    await bed.sendTo(smsRequested, 3, [
      { key, value },
      { key: randomUUID(), value: JSON.stringify(requestOf({ id: randomUUID(), to: 'nobody' })) },
    ]);
    const letter = await eventually('the dead letter', () => bed.seen(DLQ)[before]);
    expect(letter.headers).toMatchObject({
      dlq_code: 'malformed-record',
      dlq_reason: expect.stringMatching(reason),
      dlq_source_topic: smsRequested.name,
      dlq_source_partition: '3',
      dlq_source_offset: expect.stringMatching(/^\d+$/),
      dlq_service: 'compliance',
    });
    expect(letter.value).toBe(value ?? 'null');
    await eventually('the verdict on the record behind it', () => bed.seen(verdicts.name).length > before);
  });

  test('ignores a field of 1 MB that the contract does not contain', async () => {
    const request = { ...requestOf({ to: 'nobody' }), note: 'x'.repeat(900_000) };
    await bed.send(smsRequested, request.id, request);
    expect(await bed.verdict(request.id)).toMatchObject({ verdict: 'refused', code: 'PHONE_NOT_A_NUMBER' });
  });
});

test('two requests with one ID are one SMS, even if they differ', async () => {
  const id = randomUUID();
  await bed.consent('+33639980010');
  await bed.ask({ id, to: '+33639980010' });
  // The id in capitals is another key, so perhaps another partition: it may be read before what was sent before it.
  await bed.firstCleared(id);
  await bed.ask({ id, to: '+33639980011' });
  await bed.ask({ id: id.toUpperCase(), to: '+33639980012' });
  await eventually('both duplicates are counted', async () => {
    const metrics = await bed.metrics();
    return /stopsms_compliance_duplicates_total\{[^}]*\} 2/.test(metrics);
  });
  await bed.verdict(id);
  expect(bed.verdictsOf(id).map(({ verdict }) => verdict)).toEqual(['cleared']);
  expect(bed.cleared(id).map(({ to }) => to)).toEqual(['+33639980010']);
});

test('refuses an unknown advertiser, and says where to create one', async () => {
  const id = await bed.ask({ advertiserId: randomUUID() });
  expect(await bed.verdict(id)).toMatchObject({
    verdict: 'refused',
    code: 'ADVERTISER_UNKNOWN',
    recipientKey: null,
    detail: expect.stringContaining('POST /v1/advertisers'),
  });
});

test.each([
  { it: 'a landline', to: '01 99 00 12 34', code: 'PHONE_LANDLINE' },
  { it: 'too short', to: '061234', code: 'PHONE_TOO_SHORT' },
  { it: 'mangled by Excel', to: '6,12E+08', code: 'PHONE_EXCEL_MANGLED' },
  { it: 'empty', to: '', code: 'PHONE_EMPTY' },
  { it: 'a short code', to: '36180', code: 'PHONE_NOT_MOBILE' },
  { it: 'a mobile where no rule pack is in force', to: '+47 406 12 345', code: 'PACK_MISSING' },
])('refuses a number that is $it as $code, without repeating it', async ({ to, code }) => {
  const verdict = await bed.verdict(await bed.ask({ to }));
  expect(verdict).toMatchObject({ verdict: 'refused', code, detail: expect.any(String) });
  if (to !== '') expect(verdict.detail).not.toContain(to);
});

test.each([
  { it: 'empty', text: '', code: 'TEXT_EMPTY' },
  { it: 'white space', text: ' \n ', code: 'TEXT_EMPTY' },
  { it: 'longer than the pack allows', text: `${'Lorane : -20%. '.repeat(60)}STOP 36180`, code: 'TEXT_TOO_LONG' },
  { it: 'cut inside a character', text: 'Lorane : -20% \ud83d STOP 36180', code: 'TEXT_LONE_SURROGATE' },
  { it: 'holding a NUL', text: 'Lorane : -20% \u0000 STOP 36180', code: 'TEXT_CONTROL_CHARACTER' },
])('refuses a text that is $it as $code', async ({ text, code }) => {
  await bed.consent('+33639980020');
  const id = await bed.ask({ to: '+33639980020', text });
  expect(await bed.verdict(id)).toMatchObject({ verdict: 'refused', code });
});

test.each([
  { sender: 'Lo rane', code: 'SENDER_NOT_YOURS' },
  { sender: 'Lo  rane', code: 'SENDER_INVALID' },
  { sender: '36181', code: 'SENDER_INVALID' },
  { sender: 'Lo\u0000rane', code: 'SENDER_INVALID' },
])('refuses the sender "$sender"', async ({ sender, code }) => {
  const id = await bed.ask({ sender });
  expect(await bed.verdict(id)).toMatchObject({ verdict: 'refused', code });
});
