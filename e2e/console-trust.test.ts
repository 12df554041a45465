import { reply } from '@stopsms/story';
import { eventually } from '@stopsms/testing';
import { type DraftCase, testDrafts } from './console/test-drafts';
import { testLinks } from './console/test-links';
import { signIn } from './console/browser';
import { Scene } from './console/scene';
import { testSessions } from './console/test-sessions';

jest.setTimeout(600_000);

const HEAD = 'phone;prénom;ville;consent_at;consent_source;consent_wording';
const CONSENT = '2026-10-02T09:30:00+02:00;boutique;Oui aux offres par SMS';
const CONTACTS = [
  HEAD,
  `0639985601;Inès;Lyon;${CONSENT}`,
  `0639985602;Zoé;Lyon;${CONSENT}`,
  `0639985603;;Lyon;${CONSENT}`,
  `+447700900123;Bob;London;${CONSENT}`,
  `+32470123456;Jan;Gand;${CONSENT}`,
].join('\n');
const TESTERS = [HEAD, `0639985604;;Lyon;${CONSENT}`].join('\n');
const WHO_STOPS = '+33639985605';

let scene: Scene;
let draft: string;
let given: DraftCase;
let ended: string;

beforeAll(async () => {
  scene = await Scene.open();
  const advertiserId = await scene.advertiser('Brulerie', '36195');
  await scene.giveMark([advertiserId]);
  const bookId = await scene.book(advertiserId, 'Clients', CONTACTS);
  const testers = await scene.book(advertiserId, 'Essais', TESTERS, { forTests: true });
  given = { advertiserId, bookId, testers };
  draft = await scene.draft(advertiserId, bookId, 'Brulerie : bonjour. STOP 36195');
  const sent = await scene.book(advertiserId, 'Envoyés', [HEAD, `${WHO_STOPS};Léo;Lyon;${CONSENT}`].join('\n'));
  ended = await scene.draft(advertiserId, sent, 'Brulerie : -20% ce samedi. STOP 36195');
  await scene.ask('campaign', `/v1/campaigns/${ended}/start`, {});
  const counts = async () =>
    (await scene.ask<{ counts: { delivered: number; optedOut: number } }>('campaign', `/v1/campaigns/${ended}`)).counts;
  await eventually('the advert arrives', async () => (await counts()).delivered === 1);
});
afterAll(() => scene?.close());

test('the page of a campaign that has ended goes on counting STOPs', async () => {
  const { page } = await scene.visit();
  await signIn(page, `${scene.home}/campaigns/${ended}`, 'mark');
  await page.getByText('Terminée', { exact: true }).waitFor();
  await page.getByText('0 personne s’est désinscrite').waitFor();
  await reply(scene.own.stack, WHO_STOPS, '36195', 'STOP');
  await page.getByText('1 personne s’est désinscrite').waitFor();
});

test('the timeline of a person gives the reading of their STOP in French', async () => {
  const { page } = await scene.visit();
  await signIn(page, `${scene.home}/persons`, 'aude');
  await page.getByRole('textbox', { name: 'Numéro de téléphone' }).fill(WHO_STOPS);
  await page.keyboard.press('Enter');
  await page.getByText('réponse classée comme « STOP, mot pour mot », mot reconnu : « stop »').waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(/read as|keyword/);
});

testSessions(
  () => scene,
  () => draft,
);

testDrafts(
  () => scene,
  () => given,
);

testLinks(
  () => scene,
  () => WHO_STOPS,
);
