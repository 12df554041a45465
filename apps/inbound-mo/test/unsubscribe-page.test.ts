import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type Advertiser, type Reply, optOutChanged, replies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed, newHandset, post } from './bed';
import { TOKEN_START, linkSent } from './unsubscribe-link';

const CODE = '36180';

let bed: Bed;
let service: RunningService;
let read: Reply[];
let acme: Advertiser;

beforeAll(async () => {
  bed = await Bed.make('postgres');
  service = await bed.startReady();
  read = await bed.values(replies);
  acme = await bed.brand('Acme & <Fils>', [CODE], { legalName: 'Acme "Fils" SAS' });
});

afterAll(() => bed.end());

const repliesOf = (handset: string) => read.filter(({ recipientKey }) => recipientKey === keys.keyOf(handset));
const replyOf = (handset: string) => eventually('the press is published', () => repliesOf(handset)[0]);

const link = async (msisdn: string, advertiser = acme) => service.url + (await linkSent(bed, advertiser, msisdn));

const open = (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'error', ...init });
const textOf = async (url: string, headers: Record<string, string> = {}) => (await open(url, { headers })).text();

it('states when the link was used, and opts a returned person out again', async () => {
  const handset = newHandset();
  const url = await link(handset);
  await post(url);
  const shown = await textOf(url);
  expect(shown).toMatch(/C’est déjà noté.+Le \d{1,2}(?:er)? \p{L}+ \d{4}, ce lien a servi/su);
  expect(shown).toContain('<button');
  await bed.sql(`UPDATE unsubscribe_token SET pressed_at = pressed_at - interval '2 minutes'`);
  expect((await post(url)).status).toBe(200);
  const both = await eventually('both are published', () => repliesOf(handset).length === 2 && repliesOf(handset));
  expect(new Set(both.map(({ replyId }) => replyId)).size).toBe(2);
});

test.each([
  { it: 'six seconds ago', pressed: '6 seconds' },
  { it: 'an hour from now, by a clock that was put back since', pressed: '-1 hour' },
])('records each press that is not of the same moment: the last was $it', async ({ pressed }) => {
  const handset = newHandset();
  const url = await link(handset);
  await post(url);
  await bed.sql(`UPDATE unsubscribe_token SET pressed_at = now() - interval '${pressed}' WHERE recipient_key = $1`, [
    keys.keyOf(handset),
  ]);
  expect(await (await post(url)).text()).toContain('C’est noté');
  const [first, second] = await eventually('both are published', () => {
    const both = repliesOf(handset);
    return both.length === 2 && both;
  });
  expect(second?.acceptedAt).toBeGreaterThan(first?.acceptedAt ?? Infinity);
});

it('no longer reports an opt-out after the person returned', async () => {
  const handset = newHandset();
  const [url, other] = [await link(handset), await link(handset, await bed.brand('Autre', [CODE]))];
  for (const each of [url, other]) await post(each);
  expect(await textOf(url)).toContain('C’est déjà noté');
  const value = {
    changeId: randomUUID(),
    recipientKey: keys.keyOf(handset),
    change: 'returned' as const,
    optOuts: [{ scope: acme.id, advertiserId: acme.id, episodeId: randomUUID() }],
    source: 'api' as const,
    evidenceId: randomUUID(),
    attributed: true,
    at: Date.now(),
  };
  await bed.put(optOutChanged, [{ key: value.recipientKey, value }]);
  await eventually('the page asks again', async () => !(await textOf(url)).includes('C’est déjà noté'));
  expect(await textOf(url)).toContain('Appuyez une fois sur le bouton');
  expect(await textOf(other)).toContain('C’est déjà noté');
});

test.each([
  { it: 'of Britain, whatever the browser wants', msisdn: '+447700900123', accept: 'fr', lang: 'en' },
  { it: 'of Switzerland, with a browser in Italian', msisdn: '+41781234567', country: 'CH', accept: 'it', lang: 'it' },
  { it: 'of Switzerland, with a browser in Polish', msisdn: '+41781234567', country: 'CH', accept: 'pl', lang: 'de' },
  { it: 'of Britain that got a text in Dutch', msisdn: '+447700900124', language: 'nl', accept: 'en', lang: 'nl' },
  { it: 'of Britain that got one in Polish', msisdn: '+447700900125', language: 'pl', accept: 'en', lang: 'pl' },
  { it: 'of Britain that got one in Turkish', msisdn: '+447700900126', language: 'tr', accept: 'tr', lang: 'en' },
])('is shown in $lang for a number $it', async ({ msisdn, country = 'FR', accept, lang, ...sent }) => {
  const path = await linkSent(bed, await bed.brand('Zoé', [CODE], { country }), msisdn, sent);
  expect(await textOf(service.url + path, { 'accept-language': accept })).toContain(`<html lang="${lang}">`);
});

it('stays in the language that was chosen on it', async () => {
  const url = `${await link(newHandset())}?lang=nl`;
  expect(await textOf(url)).toContain('<html lang="nl">');
  expect(await (await post(url)).text()).toContain('U bent afgemeld');
  expect(await textOf(url)).toContain('U bent al afgemeld');
  expect(await textOf(`${url}x`)).toContain('<html lang="fr">');
});

it('still opts out of a deleted advertiser', async () => {
  const handset = newHandset();
  const gone = { ...acme, id: 'd5b8a3f0-52a3-4c7e-9f43-0a3a0c9f7f11' };
  const url = await link(handset, gone);
  expect(await textOf(url)).toContain('envoyés par cet expéditeur');
  expect((await post(url)).status).toBe(200);
  expect(await replyOf(handset)).toMatchObject({ advertisers: [{ advertiserId: gone.id }] });
});

it('logs neither token nor number, even when it fails', async () => {
  const handset = newHandset();
  const lines: string[] = [];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  await service.close();
  service = await bed.startReady({ LOG_LEVEL: 'trace' });
  const url = await link(handset);
  await post(url);
  await bed.postgres.kill();
  const [page, press] = [await open(url), await post(url)];
  await service.close();
  stdout.mockRestore();
  for (const { status, headers } of [page, press]) {
    expect([status, headers.get('retry-after'), headers.get('cache-control')]).toEqual([503, '60', 'no-store']);
  }
  expect(await press.text()).toContain('Votre demande n’a peut-être pas été enregistrée');
  expect(lines.join('')).toContain('Unsubscribe page could not answer');
  expect(lines.filter((line) => line.includes(TOKEN_START) || line.includes(handset.slice(1)))).toEqual([]);
});
