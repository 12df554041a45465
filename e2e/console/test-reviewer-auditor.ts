import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { reply } from '@stopsms/story';
import { flawsOf, signIn } from './browser';
import { picture } from './picture';
import type { Scene } from './scene';

/** Is said to inform, and is perhaps an advert. */
const DOUBTFUL = 'Bonjour, merci Nina, vous pouvez désormais voir votre conseillère en agence.';
const TO = '+33639989708';
/** Finnish, which is not read: "do not send me these". */
const UNREADABLE = 'Älkää lähettäkö minulle näitä';
/** Rule that axe leaves out by itself: the name of an element begins with what is visible of it. */
const LABELS = { 'label-content-name-mismatch': { enabled: true } };
const REPLIES = '/unclassified-replies';
const WHO_WRITES = '+33639989709';

const FRENCH = `phone;consent_at;consent_source;consent_wording
0639989710;2026-10-02T09:30:00+02:00;boutique;Oui aux offres par SMS`;

/** Data that the tests begin with. */
export interface ReviewerCase {
  /** Person who got an advert and replied STOP. */
  phone: string;
  code: string;
  advertiserId: string;
}

/** Pages of the reviewer, the auditor and the operator, and what all pages share. */
export function testReviewerAuditor(of: () => Scene, given: () => ReviewerCase): void {
  const enter = async (person: string, path: string): Promise<Page> => {
    const { page } = await of().visit();
    await signIn(page, of().home + path, person);
    return page;
  };

  test('axe finds nothing on the pages and dialogs of a reviewer, an auditor and an operator', async () => {
    for (const [person, paths] of [
      ['rita', ['/reviews', REPLIES, `${REPLIES}?state=decided`, '/complaints?state=resolved']],
      ['aude', ['/persons', '/audit', '/check', '/erasures', '/opt-out-sources']],
      ['otto', ['/platform', '/dead-letters']],
    ] as const) {
      const page = await enter(person, '/');
      for (const path of paths) {
        await page.goto(of().home + path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect({ path, flaws: await flawsOf(page, LABELS) }).toEqual({ path, flaws: [] });
      }
      for (const key of ['Control+k', '?']) {
        await page.keyboard.press(key);
        await page.getByRole('dialog').waitFor();
        expect({ key, flaws: await flawsOf(page, LABELS) }).toEqual({ key, flaws: [] });
        await page.keyboard.press('Escape');
        if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    }
  });

  test('Ctrl-K goes to a page by its name and to a proof by its id, and ? lists the keys', async () => {
    const page = await enter('aude', '/persons');
    await page.keyboard.press('Control+k');
    await goTo(page).fill('journal');
    await picture(page, 'go-anywhere');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Journal d’audit' }).waitFor();
    await page.keyboard.press('Control+k');
    const id = '019aaa10-0000-7000-8000-00000000000d';
    await goTo(page).fill(id);
    await page.getByRole('option', { name: `Preuve du message ${id}` }).click();
    await page.waitForURL(`**/proofs/${id}`);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Raccourcis clavier' }).getByText('Aller à une page').waitFor();
  });

  test('the mobile menu closes on Escape and returns the focus to its button', async () => {
    const page = await enter('rita', '/reviews');
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole('button', { name: 'Ouvrir le menu' }).press('Enter');
    await page.getByRole('link', { name: 'Plaintes' }).waitFor();
    await page.keyboard.press('Escape');
    const button = page.getByRole('button', { name: 'Ouvrir le menu' });
    await button.waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Ouvrir le menu');
  });

  test('an outline is there before styles and code', async () => {
    const { page } = await of().visit();
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/\/assets\//, async (route) => {
      await held;
      await route.continue();
    });
    const [answer] = await Promise.all([
      page.waitForResponse(of().home + '/'),
      page.goto(of().home, { waitUntil: 'commit' }),
    ]);
    expect((await answer.body()).length).toBeLessThan(15_000);
    await page.getByText('Chargement…').waitFor();
    // Drawn, and not only in the document: no style and no code is there yet.
    await page.waitForFunction('performance.getEntriesByType("paint").length > 0');
    release();
    await page.getByRole('button', { name: 'Se connecter' }).waitFor();
    expect(await page.getByText('Chargement…').count()).toBe(0);
  });

  test('the audit log is limited to days and exported, and no label is cut', async () => {
    const page = await enter('aude', '/audit');
    for (const label of ['Nom d’une personne ou d’une clé d’API', 'Concernant un numéro'])
      await page.locator('label', { hasText: label }).waitFor();
    await page
      .getByRole('cell', { name: /^(?:rita|aude)/i })
      .first()
      .waitFor();
    await picture(page, 'audit');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Exporter (CSV)' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    expect(csv.split('\r\n')[0]).toBe(
      '\ufeff"date";"qui";"type";"service";"action";"objet";"personnes";"résultat";"motif";"adresse IP"',
    );
    expect(csv).toMatch(/"reviews_list"|"audit_search"/);
    await page.getByLabel('Au', { exact: true }).fill('2020-01-02');
    await page.getByText('Aucune entrée ne correspond.').waitFor();
    expect(page.url()).toContain('to=2020-01-02');
  });

  test('the page of a person states 0 adverts since the STOP with proofs, and lists the cause before its effect', async () => {
    const page = await enter('aude', '/persons');
    await find(page, given().phone);
    const sentence = page.getByText(/^0 publicité de .* depuis le STOP du .*\d\d:\d\d:\d\d$/);
    await sentence.waitFor();
    await page.getByText(/Dernière publicité avant : .*\d\d:\d\d:\d\d/).waitFor();
    await page.getByText(/^Réponse au/).waitFor();
    const titles = await page.locator('.mantine-Timeline-itemTitle').allInnerTexts();
    const [effect, cause] = [titles.indexOf('Désinscription'), titles.findIndex((each) => /^Réponse au/.test(each))];
    expect(effect).toBeGreaterThanOrEqual(0);
    expect(cause).toBeGreaterThan(effect);
    await picture(page, 'person-since-stop');
    await page.getByRole('tab', { name: 'Carnets d’adresses' }).click();
    await page.getByText('Ce numéro n’est dans aucun carnet d’adresses.').waitFor();
  });

  test('a received evidence file is checked in the browser, and an altered one is refused', async () => {
    const page = await enter('aude', '/persons');
    await find(page, given().phone);
    await page.getByRole('button', { name: 'Dossier de preuve' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('contrôle');
    const saved: { name: string; content: Buffer }[] = [];
    const downloads: Promise<unknown>[] = [];
    page.on('download', (file) =>
      downloads.push(
        file.path().then((path) => saved.push({ name: file.suggestedFilename(), content: readFileSync(path) })),
      ),
    );
    await dialog.getByRole('button', { name: 'Dossier de preuve' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.goto(`${of().home}/check`);
    await Promise.all(downloads);
    expect(saved.map(({ name }) => name.replace(/[0-9a-f]{8}-[-0-9a-f]{27}/, 'ID')).sort()).toEqual([
      'evidence-ID.html',
      'evidence-ID.key.json',
      'evidence-ID.signature.json',
      'proof-keys.json',
    ]);
    const sent: string[] = [];
    page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
    const give = (files: typeof saved) =>
      page.locator('input[type="file"]').setInputFiles(
        files.map(({ name, content }) => ({
          name,
          mimeType: name.endsWith('.html') ? 'text/html' : 'application/json',
          buffer: content,
        })),
      );
    await give(saved);
    await page.getByText('Complet, inchangé et signé par le titulaire de la clé').waitFor();
    await page.getByText(/Entièrement scellé, et signé par la plateforme/).waitFor();
    await picture(page, 'check');
    await give(
      saved.map(({ name, content }) => ({
        name,
        content: name.endsWith('.html')
          ? Buffer.from(content.toString().replace('Chronologie', 'chronologie'))
          : content,
      })),
    );
    await page.getByText('Fichier non valable').waitFor();
    expect(sent).toEqual([]);
  });

  test('a decision is undone within a minute, counted in the menu, and sent at once on request', async () => {
    await of().decideReviews();
    const { advertiserId } = given();
    await of().ask('campaign', '/v1/messages', { advertiserId, to: TO, category: 'informative', text: DOUBTFUL });
    const page = await enter('rita', '/reviews');
    const waiting = page.getByRole('region', { name: 'Élément en cours' });
    await waiting.getByText(DOUBTFUL).waitFor();
    await page.getByRole('link', { name: /^Relecture des messages 1$/ }).waitFor();
    const decide = async () => {
      await page.keyboard.press('r');
      await page.getByRole('dialog').getByRole('textbox', { name: 'Motif' }).press('Enter');
      await page.getByText('Rien à traiter.').waitFor();
      await page.getByRole('link', { name: /^Relecture des messages$/ }).waitFor();
    };
    await decide();
    await picture(page, 'undo');
    await page.getByRole('button', { name: 'Annuler la décision' }).click();
    await waiting.getByText(DOUBTFUL).waitFor();
    await decide();
    await page.getByRole('button', { name: 'Envoyer maintenant' }).click();
    await page.getByText('Refusés', { exact: true }).click();
    await page.getByRole('cell', { name: DOUBTFUL }).first().waitFor();
  });

  test('a reviewer sees who decided on a reply, the last decision first', async () => {
    await reply(of().product.stack, WHO_WRITES, given().code, UNREADABLE);
    const page = await enter('rita', REPLIES);
    await page.getByRole('region', { name: 'Élément en cours' }).getByText(UNREADABLE).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('dialog').getByRole('textbox', { name: 'Motif' }).press('Enter');
    await page.getByRole('button', { name: 'Envoyer maintenant' }).click();
    await page.getByText('Décidées', { exact: true }).click();
    const row = page.getByRole('row').nth(1);
    await row.getByText(UNREADABLE).waitFor();
    expect(await row.innerText()).toMatch(/Ni l’un ni l’autre.*rita/is);
    await picture(page, 'decided-replies');
  });

  test('a resolved complaint names who decided, when and why', async () => {
    const report = { source: 'own-form', report_id: 'e2e-resolved', received_at: '2026-11-24T07:00:00Z' };
    await of().ask('suppression', '/v1/abuse-reports', [
      { ...report, sender: 'Personne', text: 'texte inconnu' },
    ] as never);
    const page = await enter('rita', '/complaints');
    const row = page.getByRole('row').filter({ hasText: 'Personne' });
    await row.getByRole('button', { name: 'Traiter' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Motif' }).fill('aucun envoi de notre part');
    await page.getByRole('dialog').getByRole('button', { name: 'Traiter la plainte' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('Traitées', { exact: true }).click();
    await row.getByRole('cell', { name: 'aucun envoi de notre part' }).waitFor();
    await row.getByRole('cell', { name: /rita/i }).waitFor();
    expect(await row.getByRole('cell').count()).toBe(8);
  });

  test('the dialog that cancels a campaign offers to keep it', async () => {
    const { advertiserId, code } = given();
    const bookId = await of().book(advertiserId, 'Lundi', FRENCH);
    const id = await of().draft(advertiserId, bookId, `Moka : -10% lundi. STOP ${code}`, {
      sendAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
    });
    await of().ask('campaign', `/v1/campaigns/${id}/start`, {});
    const page = await enter('mark', `/campaigns/${id}`);
    await page.getByRole('button', { name: 'Annuler la campagne' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ne pas annuler' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await of().ask('campaign', `/v1/campaigns/${id}/cancel`, {});
  });

  async function find(page: Page, phone: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Numéro de téléphone' }).fill(phone);
    await page.keyboard.press('Enter');
    await page.getByText('Publicité bloquée').waitFor();
  }
}

const goTo = (page: Page) => page.getByRole('dialog').locator('input:not([type="hidden"])');
