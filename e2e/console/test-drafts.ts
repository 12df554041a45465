import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { flawsOf, signIn } from './browser';
import type { Scene } from './scene';

const CLAIM = 'consent_at;consent_source;consent_wording';
const AGREED = '2026-10-02;boutique;Oui aux offres par SMS';

/** Data that the test of drafts begins with. */
export interface DraftCase {
  /** Advertiser whose book has contacts in France, one without a first name, and two abroad. */
  advertiserId: string;
  bookId: string;
  /** For tests, with somebody who has no first name. */
  testers: string;
}

/** A text with fields, recipients whom it cannot reach, and what the services refuse, as a French marketer sees them. */
export function testDrafts(of: () => Scene, given: () => DraftCase): void {
  const write = (text: string, more: object = {}) => {
    const { advertiserId, bookId } = given();
    return of().draft(advertiserId, bookId, text, { mention: 'insert', ...more });
  };
  const open = async (draft: string, step: string): Promise<Page> => {
    const { page } = await of().visit();
    await signIn(page, `${of().home}/campaigns/${draft}/draft?step=${step}`, 'mark');
    return page;
  };

  test('a field that the book does not have is named and underlined, and replaced by the one that was meant', async () => {
    const page = await open(await write('Moka : bonjour {{prenom}}, -20% sur les cafés !'), 'text');
    await page.getByText('{{prenom}} n’est pas un champ de ce carnet. Vouliez-vous dire {{prénom}} ?').waitFor();
    expect(await page.getByText('Ce texte peut être envoyé').count()).toBe(0);
    await page.getByText('Ajoutée à l’envoi').waitFor();
    expect(await page.getByTestId('marks').locator('.is-refused').innerText()).toBe('{{prenom}}');
    expect(await flawsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remplacer {{prenom}} par {{prénom}}' }).click();
    await page.getByText('1 contact sur 5 n’a pas de {{prénom}}').waitFor();
    await page.getByText('Ce texte peut être envoyé').waitFor();
    const text = page.getByRole('textbox', { name: 'Texte' });
    expect(await text.inputValue()).toBe('Moka : bonjour {{prénom}}, -20% sur les cafés !');
    await text.press('End');
    await page.getByRole('button', { name: '{{ville}}' }).click();
    expect(await text.inputValue()).toMatch(/\{\{ville\}\}$/);
  });

  test('a tester without the field is not sent a test', async () => {
    const page = await open(await write('Moka : bonjour {{prénom}}, -20% sur les cafés !'), 'text');
    await page.getByRole('button', { name: 'Tester sur un téléphone' }).click();
    await page.getByText('Champs manquants : {{prénom}}').waitFor();
    expect(await page.getByRole('checkbox', { name: /Lyon/ }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Envoyer un test' }).isDisabled()).toBe(true);
  });

  test('recipients in countries that the text cannot reach are counted, and it is sent to the others', async () => {
    const page = await open(await write('Moka : -20% sur les cafés ce samedi !'), 'preflight');
    await page.getByText('Ce texte ne peut pas être envoyé dans ces pays').waitFor();
    await page.getByText('Royaume-Uni : 1 contact.').waitFor();
    await page.getByText('Belgique : 1 contact.').waitFor();
    await page.getByRole('button', { name: 'Envoyer aux 3 autres' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Royaume-Uni : 1 contact ne la recevra pas').waitFor();
    await dialog.getByRole('button', { name: 'Envoyer aux 3 autres' }).click();
    await page.getByTestId('delivered').getByText('3', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Clients', exact: true }).click();
    await page.getByRole('combobox', { name: 'Pays' }).click();
    await page.getByRole('option', { name: 'Royaume-Uni (1)' }).click();
    await page.getByText('Lyon').first().waitFor({ state: 'detached' });
    await page.getByText('London').waitFor();
  });

  test('a time that has passed is refused in French, with that time', async () => {
    const page = await open(await write('Moka : -20% sur les cafés ce samedi !'), 'when');
    await page.getByRole('radio', { name: 'À une date choisie' }).click();
    await page.getByLabel('Début').fill('2026-11-23T08:00');
    await page.getByText('Cette heure est passée (23 nov. 2026, 08:00). Choisissez-en une ultérieure.').waitFor();
    expect(await page.getByText('sendAt').count()).toBe(0);
  });

  test('skipped rows are a file in French, with the row of the spreadsheet and the number', async () => {
    const { page } = await of().visit();
    await signIn(page, `${of().home}/address-books/${given().bookId}?tab=import`, 'mark');
    const rows = `phone;prénom;${CLAIM}\n0639989701;Inès;${AGREED}\n01 39 98 97 02;Fixe;${AGREED}\n0639989798;Ève;${AGREED}\n`;
    const buffer = Buffer.from(rows);
    await page.locator('input[type=file]').setInputFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    await page.getByRole('button', { name: 'Importer', exact: true }).click();
    await page.getByText('Terminé').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Télécharger ces lignes (CSV)' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('lignes-ignorees.csv');
    expect(readFileSync(await file.path(), 'utf8')).toBe(
      [
        '\uFEFF"Ligne du fichier";"Numéro";"Motif"',
        '"2";"06••••••01";"Le numéro est déjà dans ce carnet, ou plus haut dans le fichier."',
        '"3";"01 •• •• •• 02";"C’est un numéro fixe."',
        '',
      ].join('\r\n'),
    );
  });

  test('a workbook is refused in French, and so is a file without numbers', async () => {
    const { page } = await of().visit();
    await signIn(page, `${of().home}/address-books/${given().bookId}?tab=import`, 'mark');
    const send = async (name: string, content: string) => {
      await page
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
      await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
    };
    await send('clients.csv', 'PK\u0003\u0004 a workbook');
    await page.getByText('C’est un classeur Excel ou LibreOffice.').waitFor();
    await send('clients.csv', 'Portable client;nom\n0639989701;Inès\n');
    await page.getByText('Choisissez la colonne des numéros de mobile').waitFor();
    await send('clients.csv', 'phone;nom\n0639989799;Inès\n');
    await page.getByText('cochez « Importer aussi les contacts sans consentement »').waitFor();
    expect(await page.getByText('withoutConsent').count()).toBe(0);
  });
}
