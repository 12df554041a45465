// Strangers at the webhooks of operators: what they can make the service read, and from where a provider may call.
import type { RunningService } from '@stopsms/bootstrap';
import { Bed, post } from './bed';
import { ACCOUNT, SECRETS, TOKEN, signature, webhookProviders } from './signing';

let bed: Bed;
let service: RunningService;

const ELSEWHERE = {
  ...{ ...ACCOUNT, receiver: 'none', codes: ['*'], name: 'elsewhere' },
  webhook: { tokensFrom: ['GATE_TOKEN'], addresses: ['192.0.2.0/24', '2001:db8::/32'] },
};
const STOP = JSON.stringify({ from: '+33639980012', to: '36180', text: 'STOP' });

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startReady({
    ...webhookProviders([ELSEWHERE]),
    UNAUTHENTICATED_PER_MINUTE: '2',
    TRUSTED_PROXIES: 'loopback',
  });
});
afterAll(() => bed.end());

const from = (address: string) => ({ 'x-forwarded-for': address });
const signed = (secret: string, address: string) =>
  post(`${service.url}/v1/providers/signed-gate/mo`, STOP, { ...signature(STOP, secret), ...from(address) });

it('refuses a network that guesses signatures with 503, which vendors repeat, and no other network', async () => {
  const statuses = [];
  for (let n = 0; n < 6; n += 1) statuses.push((await signed('guess'.repeat(8), '192.0.2.1')).status);
  expect(statuses).toEqual([401, 401, 401, 401, 503, 503]);
  expect((await signed(SECRETS.now, '192.0.2.2')).status).toBe(202);
});

it('takes a STOP from a network that signed before while another one guesses', async () => {
  expect((await signed(SECRETS.now, '2001:db8:0:7::1')).status).toBe(202);
  for (let n = 0; n < 6; n += 1) await signed('guess'.repeat(8), `2001:db8:0:7::${n + 2}`);
  expect((await signed(SECRETS.now, '2001:db8:0:7::99')).status).toBe(202);
});

it.each([
  ['192.0.2.77', 202],
  ['2001:db8:9::1', 202],
  ['198.51.100.1', 403],
  // The last address is the one that the trusted proxy saw.
  ['192.0.2.77, 198.51.100.1', 403],
])('takes a provider with addresses from those alone (%s)', async (address, status) => {
  const headers = { authorization: `Bearer ${TOKEN}`, ...from(address) };
  const response = await post(`${service.url}/v1/providers/elsewhere/mo`, STOP, headers);
  expect([address, response.status]).toEqual([address, status]);
});

it('logs neither addresses of callers nor URLs, which have tokens and secrets', async () => {
  const lines: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  const paths = [
    '/u/Zz9tokenOfAPerson',
    '/u/%00',
    '/v1/callbacks/nobody/Zz9secret',
    '/v1/providers/elsewhere/mo',
    '/%zz',
  ];
  for (const path of paths)
    for (const body of [STOP, '{', 'x'.repeat(2_000_000)])
      await post(`${service.url}${path}?msisdn=33639980012`, body, from('198.51.100.99'));
  spy.mockRestore();
  expect(lines.filter((line) => /198\.51\.100|127\.0\.0\.1|Zz9|msisdn|\/u\/|\/v1\//.test(line))).toEqual([]);
});
