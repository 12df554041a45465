// To which countries an advertiser may write, adverts or not.
import { randomUUID } from 'node:crypto';
import { hashOfKey } from '@stopsms/access';
import { Bed } from '../bed';
import { REMINDER } from '../fixtures';
import { Limited } from './limits';

let bed: Bed;
const limited = new Limited(() => bed);

beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

const [FRANCE, MARTINIQUE, NORWAY, BELGIUM] = ['+33639980801', '+596696123456', '+47 406 12 345', '+32470123456'];
const inAll = ['FR', 'BE', 'NO'].map((country) => ({ country, sender: 'Lorane' }));
const NOT_ALLOWED = { verdict: 'refused', code: 'COUNTRY_NOT_ALLOWED' };

test('refuses a text to a country outside the advertiser’s list, and says what to do', async () => {
  const account = await limited.advertiser({ countries: ['BE'], senders: inAll });
  const refused = await limited.ask(account, { to: FRANCE });
  expect(await bed.verdict(refused)).toMatchObject({
    ...NOT_ALLOWED,
    detail: expect.stringMatching(/may not write to numbers of FR.*PATCH \/v1\/advertisers/),
  });
  expect(bed.cleared(refused)).toEqual([]);
  expect(await bed.verdict(await limited.ask(account, { to: FRANCE, category: 'marketing' }))).toMatchObject(
    NOT_ALLOWED,
  );
  await bed.firstCleared(await limited.ask(account, { to: BELGIUM }));
  expect(await limited.quotas(account)).toMatchObject({ countries: ['BE'], day: { used: 1 } });
});

test('permission for a country applies to the next text', async () => {
  const account = await limited.advertiser({ countries: ['BE'], senders: inAll });
  expect(await bed.verdict(await limited.ask(account, { to: FRANCE }))).toMatchObject(NOT_ALLOWED);
  await limited.advertiser({ ...account, countries: ['BE', 'FR'] });
  await bed.firstCleared(await limited.ask(account, { to: FRANCE }));
});

test('France includes its overseas regions, each independent of the others', async () => {
  const france = await limited.advertiser({ countries: ['FR'], senders: inAll });
  const martinique = await limited.advertiser({ countries: ['MQ'], senders: inAll });
  await bed.firstCleared(await limited.ask(france, { to: MARTINIQUE }));
  await bed.firstCleared(await limited.ask(martinique, { to: MARTINIQUE }));
  expect(await bed.verdict(await limited.ask(martinique, { to: FRANCE }))).toMatchObject(NOT_ALLOWED);
});

test('a check reports the country beforehand', async () => {
  const { id: advertiserId } = await limited.advertiser({ countries: ['BE'], senders: inAll });
  const check = async (country: string) => {
    const body = { text: REMINDER, category: 'informative', country, advertiserId };
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${bed.url}/v1/check`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { verdict: string; reasons: { code: string }[] };
  };
  expect(await check('FR')).toMatchObject({ verdict: 'refuse', reasons: [{ code: 'COUNTRY_NOT_ALLOWED' }] });
  expect(await check('BE')).toMatchObject({ verdict: 'accept', reasons: [] });
});

test('without a list, countries with a rule pack or those of the settings are allowed', async () => {
  const account = await limited.advertiser({ senders: inAll });
  const toNorway = () => limited.ask(account, { to: NORWAY });
  expect(await bed.verdict(await toNorway())).toMatchObject(NOT_ALLOWED);
  await bed.firstCleared(await limited.ask(account, { to: BELGIUM }));
  const { countries } = await limited.quotas(account);
  expect(countries).toEqual(expect.arrayContaining(['BE', 'FR', 'GB', 'MQ', 'US']));
  expect(countries).not.toContain('NO');

  await bed.restart('2026-11-25T10:00:00Z', { ALLOWED_COUNTRIES: 'FR,NO' });
  await bed.firstCleared(await toNorway());
  expect(await bed.verdict(await limited.ask(account, { to: BELGIUM }))).toMatchObject(NOT_ALLOWED);
  expect((await limited.quotas(account)).countries).toEqual(['FR', 'NO']);

  await bed.restart('2026-11-25T10:00:00Z', { ALLOWED_COUNTRIES: '*' });
  await bed.firstCleared(await toNorway());
  expect((await limited.quotas(account)).countries).toBeNull();
});

test('an advertiser’s key reads its own limits only', async () => {
  const [operator, key] = ['stopsms_of-the-operator-alice-here', `stopsms_${randomUUID()}`];
  const keys = [{ id: randomUUID(), name: 'crm', hash: hashOfKey(key) }];
  const account = await limited.advertiser({ keys, quotas: { messagesPerDay: 5 } });
  const other = await limited.advertiser({ quotas: { messagesPerDay: 6 } });
  await bed.restart('2026-11-25T10:00:00Z', { OPERATOR_KEYS: `alice:${hashOfKey(operator)}` });
  const as = (bearer: string) => ({ authorization: `Bearer ${bearer}` });
  expect((await limited.quotas(account, as(key))).day.limit).toBe(5);
  expect((await limited.quotas(other, as(operator))).day.limit).toBe(6);
  await expect(limited.quotas(other, as(key))).rejects.toThrow('not-yours');
  await expect(limited.quotas(other)).rejects.toThrow('key-missing');
  await expect(limited.quotas({ ...other, id: randomUUID() }, as(operator))).rejects.toThrow('not-found');
});
