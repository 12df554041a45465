import type { Page } from 'playwright-core';
import { PHONE_NUMBER } from '../story/phone-numbers';
import { type Visit, flawsOf, overflowOf, signIn } from './browser';
import type { Scene } from './scene';

/** Is said to inform, and is perhaps an advert. */
const DOUBTFUL = 'Bonjour, merci Hugo, vous pouvez désormais voir votre conseiller en agence.';
const TO = '+33639989707';

/** Data that the tests of people begin with. */
export interface PeopleCase {
  /** Person in an address book who got an advert. */
  phone: string;
  advertiser: { id: string; name: string };
}

/** The screens of a reviewer, an auditor, an operator and an administrator: what each does there, and that another's are not for them. */
export function testPeople(of: () => Scene, given: () => PeopleCase): void {
  test('a reviewer decides on a text by one letter', async () => {
    await of().decideReviews();
    const { id: advertiserId } = given().advertiser;
    await of().ask('campaign', '/v1/messages', { advertiserId, to: TO, category: 'informative', text: DOUBTFUL });
    const { page, complaints } = await enter('rita', '/reviews');
    const waiting = page.getByRole('region', { name: 'Élément en cours' });
    await waiting.getByText(DOUBTFUL).waitFor();
    await sound(page, 'reviews');
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('textbox', { name: 'Motif' }).inputValue()).toBe(
      'Le texte est informatif. Il ne fait aucune promotion.',
    );
    await dialog.getByRole('textbox', { name: 'Motif' }).press('Enter');
    await page.getByText('Rien à traiter.').waitFor();
    await page.getByRole('button', { name: 'Envoyer maintenant' }).click();
    await page.getByText('Approuvés', { exact: true }).click();
    await page.getByRole('cell', { name: DOUBTFUL }).first().waitFor();
    await each(page, ['/unclassified-replies', '/complaints']);
    await isNotFor(page, '/persons');
    expect(complaints).toEqual([]);
  });

  test('an auditor finds a person, downloads the evidence, and finds the access in the audit log', async () => {
    const { page, complaints } = await enter('aude', '/persons');
    await page.getByRole('textbox', { name: 'Numéro de téléphone' }).fill(given().phone);
    await page.keyboard.press('Enter');
    await page.getByText('Aucune désinscription en vigueur').waitFor();
    await page.getByRole('tab', { name: 'Messages' }).click();
    await page.getByText('publicité').first().waitFor();
    expect(page.url()).not.toMatch(PHONE_NUMBER);
    await sound(page, 'person');
    await page.getByRole('button', { name: 'Dossier de preuve' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('lettre du 27 novembre');
    const file = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Dossier de preuve' }).click();
    expect((await file).suggestedFilename()).toMatch(/^evidence-[-0-9a-f]{36}\.html$/);
    await page.goto(`${of().home}/audit`);
    await page
      .getByRole('cell', { name: /^Aude|^aude/ })
      .first()
      .waitFor();
    await each(page, ['/erasures', '/audit']);
    await isNotFor(page, '/campaigns');
    expect(complaints).toEqual([]);
  });

  test('an operator sees how every service is, and no personal data', async () => {
    const { page, complaints } = await enter('otto', '/platform');
    for (const service of ['campaign', 'compliance', 'dispatcher', 'inbound-mo', 'suppression', 'notification'])
      await page.getByRole('heading', { name: service, exact: true }).waitFor();
    await each(page, ['/platform', '/dead-letters']);
    await isNotFor(page, '/persons');
    expect(complaints).toEqual([]);
  });

  test('an administrator lets an advertiser start under observe, with a reason, and takes it to the next level', async () => {
    const { page, complaints } = await enter('ada', '/advertisers');
    await page.locator(`a[href="/advertisers/${given().advertiser.id}/enforcement"]`).click();
    await page.getByText('Application complète', { exact: true }).waitFor();
    for (const [level, reason] of [
      ['Observation', 'premières semaines à côté du système actuel'],
      ['STOP seul', 'les mentions sont justes'],
    ] as const) {
      await page.getByRole('button', { name: `Passer à « ${level} »` }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Motif' }).fill(reason);
      await dialog.getByRole('button', { name: `Passer à « ${level} »` }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText(level, { exact: true }).waitFor();
      await page.getByText(reason).waitFor();
    }
    await sound(page, 'enforcement');
    expect(complaints).toEqual([]);
  });

  async function enter(person: string, path: string): Promise<Visit> {
    const visit = await of().visit();
    await signIn(visit.page, of().home + path, person);
    return visit;
  }

  async function each(page: Page, paths: string[]): Promise<void> {
    for (const path of paths) {
      await page.goto(of().home + path);
      await sound(page, path);
    }
  }

  async function isNotFor(page: Page, path: string): Promise<void> {
    await page.goto(of().home + path);
    await page.getByText('Accès refusé').waitFor();
  }
}

/** At a desk, and in the dark on a telephone of 360 px: axe finds nothing, nothing is wider than the page. */
async function sound(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  for (const { width, colorScheme } of [
    { width: 360, colorScheme: 'dark' as const },
    { width: 1280, colorScheme: 'light' as const },
  ]) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const found = { name, width, flaws: await flawsOf(page), overflow: await overflowOf(page) };
    expect(found).toEqual({ name, width, flaws: [], overflow: 0 });
  }
}
