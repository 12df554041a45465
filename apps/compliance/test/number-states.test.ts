import { type NumberStateRecord, numberStates } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { DAY, NOW, REMINDER, keys } from './fixtures';
import type { Proof } from '../src/use-cases/find-proof';
import { Stack } from './stack';

jest.setTimeout(120_000);

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack?.stop());

const SINCE = NOW - 31 * DAY;
const state = (phone: string, is: NumberStateRecord['state']): NumberStateRecord => ({
  recipientKey: keys.keyOf(phone),
  state: is,
  since: SINCE,
  provider: 'ovh',
  error: '1',
});
const say = (phone: string, value: NumberStateRecord | null) => stack.send(numberStates, keys.keyOf(phone), value);
const known = (phone: string, is: string | undefined) =>
  eventually(`the number is ${is ?? 'not spoken against'}`, async () => {
    const [row] = await stack.sql<{ state: string }>('SELECT state FROM number_state WHERE recipient_key = $1', [
      keys.keyOf(phone),
    ]);
    expect(row?.state).toBe(is);
    return true;
  });
const asked = async (phone: string, category: 'marketing' | 'informative') => {
  const id = await stack.ask({ to: phone, category, ...(category === 'informative' && { text: REMINDER }) });
  return stack.verdict(id);
};

test.each([
  { is: 'suspended', phone: '+33639985201', marketing: 'NUMBER_SUSPENDED', informative: undefined },
  { is: 'invalid', phone: '+33639985202', marketing: 'NUMBER_INVALID', informative: 'NUMBER_INVALID' },
] as const)('a number that is $is gets what it may get', async ({ is, phone, ...codes }) => {
  await stack.consent(phone);
  expect(await asked(phone, 'marketing')).toMatchObject({ verdict: 'cleared' });
  await say(phone, state(phone, is));
  await known(phone, is);
  const refused = await asked(phone, 'marketing');
  expect(refused).toMatchObject({ verdict: 'refused', code: codes.marketing });
  expect(refused.detail).toContain(new Date(SINCE).toISOString());
  expect((await asked(phone, 'informative')).code).toBe(codes.informative);
  const proof = (await (await fetch(`${stack.url}/v1/messages/${refused.messageId}/proof`)).json()) as Proof;
  expect(proof.decisions[0]).toMatchObject({
    number: { state: is, at: new Date(SINCE).toISOString(), provider: 'ovh' },
  });

  await say(phone, null);
  await known(phone, undefined);
  expect(await asked(phone, 'marketing')).toMatchObject({ verdict: 'cleared' });
});

test('the last that is said of a number counts, also within one batch, and told twice is told once', async () => {
  const [phone, other] = ['+33639985203', '+33639985204'];
  await say(phone, state(phone, 'suspended'));
  for (let n = 0; n < 2; n += 1) await say(phone, state(phone, 'invalid'));
  await say(other, state(other, 'invalid'));
  await say(other, null);
  await say(other, state(other, 'suspended'));
  await known(phone, 'invalid');
  await known(other, 'suspended');
});
