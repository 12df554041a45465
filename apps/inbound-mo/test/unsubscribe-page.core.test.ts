import type { RunningService } from '@stopsms/bootstrap';
import { type Advertiser, type Reply, replies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed, newHandset, post } from './bed';
import { linkSent } from './unsubscribe-link';

const CODE = '36180';

let bed: Bed;
let service: RunningService;
let read: Reply[];
let acme: Advertiser;

beforeAll(async () => {
  bed = await Bed.make();
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

/** Presses another link: records of before are published by then. */
async function pressAnother(): Promise<void> {
  const next = newHandset();
  await post(await link(next));
  await replyOf(next);
}

it('names the advertiser and shows one button, and no cache, frame, referrer or search engine gets the address', async () => {
  const response = await open(await link(newHandset()));
  const page = await response.text();
  expect(response.status).toBe(200);
  expect(page).toContain('Acme &amp; &lt;Fils&gt; (Acme &quot;Fils&quot; SAS)');
  expect(page.match(/<button/g)).toHaveLength(1);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-language': 'fr',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex, nofollow',
    'content-security-policy': expect.stringMatching(
      /^default-src 'none'; style-src 'sha256-.+frame-ancestors 'none'$/,
    ),
  });
  expect(response.headers.get('set-cookie')).toBeNull();
});

it('changes nothing when only opened, by a person, a preview or a scanner', async () => {
  const handset = newHandset();
  const url = await link(handset);
  await open(url);
  await open(`${url}?lang=de`);
  await open(url, { method: 'HEAD' });
  await open(url, { headers: { 'sec-purpose': 'prefetch;prerender' } });
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) await open(url, { method });
  await pressAnother();
  expect(repliesOf(handset)).toEqual([]);
  expect(await textOf(url)).toContain('<button');
});

it('opts out of this advertiser only when the button is pressed, once however often', async () => {
  const handset = newHandset();
  const url = await link(handset);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const answers = await Promise.all([post(url, '', form), post(url, '', form), post(url)]);
  answers.push(await post(url));
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Vous ne recevrez plus de SMS publicitaires envoyés par Acme');
  }
  expect(await replyOf(handset)).toMatchObject({
    channel: 'web',
    tier: 'exact',
    code: '',
    msisdn: handset,
    everyAdvertiser: false,
    attributed: true,
    advertisers: [{ advertiserId: acme.id, confidence: 1 }],
  });
  await pressAnother();
  expect(repliesOf(handset)).toHaveLength(1);
});

test.each([
  { it: 'unknown', path: 'ZZZZZZZZZZZ' },
  { it: 'cut', path: 'Ab3dE9x' },
  { it: 'cut before it begins', path: '' },
  { it: 'followed by more', path: 'Ab3dE9xK12z-1/more' },
  { it: 'forged with markup', path: encodeURIComponent('<script>alert(1)</script>') },
  { it: 'forged with a NUL', path: 'Ab3dE9xK12z%00' },
  { it: 'no text at all', path: '%E0%A4%A' },
  { it: 'far too long', path: 'a'.repeat(5_000) },
])('opts nobody out with a token that is $it, and says what to do', async ({ path }) => {
  const before = await bed.sql<{ count: number }>('SELECT count(*)::int AS count FROM reply');
  for (const response of [await open(`${service.url}/u/${path}`), await post(`${service.url}/u/${path}`)]) {
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toMatch(/personne n’a été désinscrit.+répondre STOP/s);
  }
  expect(await bed.sql('SELECT count(*)::int AS count FROM reply')).toEqual(before);
});

it('responds to many guesses, and lets the person among them opt out', async () => {
  const handset = newHandset();
  const url = await link(handset);
  await open(url);
  const guesses = Promise.all(
    Array.from({ length: 300 }, async (_, n) => (await open(`${service.url}/u/guessguess-${n}`)).status),
  );
  expect((await post(url)).status).toBe(200);
  const statuses = await guesses;
  expect(statuses.filter((status) => status !== 404 && status !== 503 && status !== 429)).toEqual([]);
  expect(statuses).toContain(404);
  await replyOf(handset);
});

it('refuses a network that continues to guess, but accepts valid links from the same address', async () => {
  const guess = await eventually('guesses are refused', async () => {
    const response = await open(`${service.url}/u/guessguess-more`);
    return response.status === 429 ? response : undefined;
  });
  expect(guess.headers.get('retry-after')).toBe('60');
  expect(await guess.text()).toMatch(/répondre STOP/);
  const handset = newHandset();
  const url = await link(handset);
  await eventually('the link is known', async () => (await post(url)).status === 200);
  await replyOf(handset);
});

it('works 400 days after the text was sent, and is forgotten some time later', async () => {
  const [kept = '', forgotten = ''] = await Promise.all(
    [400, 431].map((days) => linkSent(bed, acme, newHandset(), { at: Date.now() - days * 86_400_000 })),
  );
  const statusOf = async (path: string) => (await open(service.url + path)).status;
  // Refused while its record is not consumed, because of the guesses above.
  for (const path of [kept, forgotten])
    await eventually('the link is known', async () => (await statusOf(path)) === 200);
  await service.close();
  service = await bed.startReady();
  await eventually('the old one is forgotten', async () => (await statusOf(forgotten)) === 404);
  expect(await statusOf(kept)).toBe(200);
});
