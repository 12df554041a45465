import type { RunningService } from '@stopsms/bootstrap';
import { STATUS } from '@stopsms/smpp';
import { ReloadAccounts } from '../src/reload/reload-accounts';
import { SmppServer } from '../src/smpp/smpp-server';
import { Bed, PASSWORD, account } from './bed';
import { TestEsme } from './esme';

const FILE = 'accounts.yaml';
const [SHOP, GONE, ROTATED] = ['shop', 'gone', 'rotated'].map((id) => ({ id }));
const rotated = (more: object = {}) =>
  account({ ...(ROTATED as { id: string }), smpp: { passwordFrom: 'ROTATED', ...more } });

let bed: Bed;
let service: RunningService;

const write = (...accounts: object[]) => bed.write(FILE, JSON.stringify({ accounts }));
const reload = () => service.get(ReloadAccounts).execute();
const bind = (systemId: string, password = PASSWORD) =>
  TestEsme.bound(service.get(SmppServer).ports[0] as number, systemId, password);
const statusOf = async (esme: TestEsme) => (await esme.submit())?.command_status;
const invalid = async () =>
  /^stopsms_gateway_accounts_invalid\S* (\d)$/m.exec(await (await fetch(`${service.url}/metrics`)).text())?.[1];

beforeAll(async () => {
  bed = await Bed.make();
  const secret = await bed.write('secret', 'first-12');
  const file = await write(account(SHOP as never), account(GONE as never), rotated());
  service = await bed.startWith([], { GATEWAY_ACCOUNTS_FILE: file, ROTATED_FILE: secret });
});
afterAll(() => bed.end());

test('ends the binds of an account that is gone or has another password, and continues all others by their new terms', async () => {
  const [shop, gone, old] = [await bind('shop'), await bind('gone'), await bind('rotated', 'first-12')];
  await bed.write('secret', 'second-1');
  await write(account({ id: 'shop', ratePerSecond: 1 }), rotated(), account({ id: 'new' }));
  await reload();
  await Promise.all([gone.closed, old.closed]);
  await expect(bind('gone')).rejects.toThrow('not bound');
  await expect(bind('rotated', 'first-12')).rejects.toThrow('not bound');
  for (const esme of [await bind('rotated', 'second-1'), await bind('new')]) {
    expect(await statusOf(esme)).toBe(STATUS.ESME_ROK);
    esme.close();
  }
  const answers = await Promise.all(Array.from({ length: 6 }, () => statusOf(shop)));
  expect(new Set(answers)).toEqual(new Set([STATUS.ESME_ROK, STATUS.ESME_RTHROTTLED]));
  shop.close();
});

test.each([
  ['that is not YAML', () => bed.write(FILE, '{')],
  [
    'with an unknown field',
    () => bed.write(FILE, JSON.stringify({ accounts: [{ ...account({ id: 'shop' }), admin: true }] })),
  ],
  ['whose secret is gone', () => write(account({ id: 'shop', smpp: { passwordFrom: 'NOWHERE' } }))],
  [
    'with a callback that is never called',
    () =>
      write(
        account({
          id: 'shop',
          webhook: {
            auth: { kind: 'bearer', secretFrom: 'TEST_TOKEN' },
            request: { to: 'to', text: 'text' },
            callback: { url: 'http://user:password@shop.example', secretFrom: 'TEST_SIGNING' },
          },
        }),
      ),
  ],
])('keeps the accounts in use over a file %s', async (_, spoil) => {
  await write(account(SHOP as never));
  await reload();
  expect(await invalid()).toBe('0');
  const shop = await bind('shop');
  await spoil();
  await reload();
  expect(await statusOf(shop)).toBe(STATUS.ESME_ROK);
  expect(await invalid()).toBe('1');
  shop.close();
});
