import { reply } from '@stopsms/story';
import { eventually } from '@stopsms/testing';
import type { Product } from '../product';
import { signIn } from './browser';
import { Scene } from './scene';
import { testAdministrator } from './test-administrator';
import { testBooks } from './test-books';
import { testCampaigns } from './test-campaigns';
import { testDraftReview } from './test-draft-review';
import { type DraftCase, testDrafts } from './test-drafts';
import { testLinks } from './test-links';
import { testMarketer } from './test-marketer';
import { testMarketerDraft } from './test-marketer-draft';
import { testPeople } from './test-people';
import { testReviewerAuditor } from './test-reviewer-auditor';
import { testSessions } from './test-sessions';

const CODE = '36192';
const HEAD = 'phone;prénom;ville;consent_at;consent_source;consent_wording';
const CONSENT = '2026-10-02T09:30:00+02:00;boutique;Oui aux offres par SMS';
const CONTACTS = [
  HEAD,
  `0639989701;Inès;Lyon;${CONSENT}`,
  `0639989702;Zoé;Lyon;${CONSENT}`,
  `0639989703;;Lyon;${CONSENT}`,
  `+447700900123;Bob;London;${CONSENT}`,
  `+32470123456;Jan;Gand;${CONSENT}`,
].join('\n');
const TESTERS = [HEAD, `0639989704;;Lyon;${CONSENT}`].join('\n');
const [WHO_STOPS, WHO_STAYS] = ['+33639989705', '+33639989706'];
const REACHED = [HEAD, `${WHO_STOPS};Léo;Lyon;${CONSENT}`, `${WHO_STAYS};Lou;Lyon;${CONSENT}`].join('\n');

/** Tests of the console: each role at work in a real browser. */
export function testConsole(of: () => Product): void {
  let scene: Scene;
  let advertiserId: string;
  let draft: string;
  let given: DraftCase;
  let ended: string;

  beforeAll(async () => {
    scene = await Scene.open(of());
    advertiserId = await scene.advertiser('Moka', CODE);
    const bookId = await scene.book(advertiserId, 'Clients', CONTACTS);
    const testers = await scene.book(advertiserId, 'Essais', TESTERS, { forTests: true });
    given = { advertiserId, bookId, testers };
    draft = await scene.draft(advertiserId, bookId, `Moka : bonjour. STOP ${CODE}`);
    const reached = await scene.book(advertiserId, 'Envoyés', REACHED);
    ended = await scene.draft(advertiserId, reached, `Moka : -20% ce samedi. STOP ${CODE}`);
    await scene.ask('campaign', `/v1/campaigns/${ended}/start`, {});
    const campaign = `/v1/campaigns/${ended}`;
    const counts = async () => (await scene.ask<{ counts: { delivered: number } }>('campaign', campaign)).counts;
    await eventually('the adverts arrive', async () => (await counts()).delivered === 2);
  });

  // Mark is a marketer of one advertiser there, and of another below.
  testMarketer(() => scene);

  describe('the review of a draft', () => testDraftReview(() => scene));
  describe('a marketer of many advertisers', () => testMarketerDraft(() => scene));
  describe('address books', () => testBooks(() => scene));

  describe('an administrator', () => testAdministrator(() => scene));

  describe('campaigns', () => testCampaigns(() => scene));

  describe('people', () => {
    beforeAll(() => scene.giveMark([advertiserId]));
    afterEach(() => scene.endVisits());

    test('the page of a completed campaign continues to count opt-outs', async () => {
      const { page } = await scene.visit();
      await signIn(page, `${scene.home}/campaigns/${ended}`, 'mark');
      await page.getByText('Terminée', { exact: true }).waitFor();
      await page.getByText('0 personne s’est désinscrite').waitFor();
      await reply(of().stack, WHO_STOPS, CODE, 'STOP');
      await page.getByText('1 personne s’est désinscrite').waitFor();
    });

    test('the timeline of a person gives the reading of their STOP in French', async () => {
      const { page } = await scene.visit();
      await signIn(page, `${scene.home}/persons`, 'aude');
      await page.getByRole('textbox', { name: 'Numéro de téléphone' }).fill(WHO_STOPS);
      await page.keyboard.press('Enter');
      await page.getByText('réponse classée comme « le mot STOP »').waitFor();
      expect(await page.locator('main').innerText()).not.toMatch(/read as|keyword/);
    });

    testPeople(
      () => scene,
      () => ({ phone: WHO_STAYS, advertiser: { id: advertiserId, name: 'Moka' } }),
    );
    testReviewerAuditor(
      () => scene,
      () => ({ phone: WHO_STOPS, code: CODE, advertiserId }),
    );
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
  });
}
