import type { Locator, Page } from 'playwright-core';
import { flawsOf, signIn } from './browser';
import type { Scene } from './scene';

/** A session that ends: by its person, by the server, in this tab or in another. */
export function testSessions(of: () => Scene, draft: () => string): void {
  const signInAgain = async (page: Page, person: string) => {
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.locator(`button[value="${person}"]`).click();
  };

  /** Without the page that is open, as an administrator or the time does. */
  const endSession = async (page: Page) => {
    const session = await page.request.get(`${of().home}/session`);
    const { csrf } = (await session.json()) as { csrf: string };
    const ended = await page.request.post(`${of().home}/session/sign-out`, { headers: { 'x-csrf-token': csrf } });
    expect(ended.status()).toBe(200);
    // Of the provider too, which would sign the same person in at once.
    await page.context().clearCookies();
  };
  /** Nothing that is typed is saved before the session has ended, however fast the page is. */
  const typeAsSessionEnds = async (page: Page, field: Locator, words: string) => {
    let release = () => {};
    const hasEnded = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/*', async (route) => {
      if (route.request().method() === 'PATCH') await hasEnded;
      await route.continue();
    });
    await field.fill(words);
    await endSession(page);
    release();
    // Waits for the PATCH in its handler: it must not continue after its route has ended.
    await page.unrouteAll({ behavior: 'wait' });
  };

  test('a sign-out applies here, at the provider and in other tabs, and the next person must sign in', async () => {
    const { page, complaints } = await of().visit();
    await signIn(page, `${of().home}/campaigns`, 'mark');
    const other = await page.context().newPage();
    await other.goto(`${of().home}/address-books`);
    await other.getByRole('navigation', { name: 'Menu principal' }).waitFor();
    const provider = new URL(of().product.stack.identityProvider.url);
    const ended = page.waitForRequest((request) => new URL(request.url()).pathname === '/session/end');
    await page.getByRole('button', { name: /^Compte de/ }).click();
    await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
    expect(new URL((await ended).url()).port).toBe(provider.port);
    await page.waitForURL(`${of().home}/`);
    await page.getByRole('heading', { name: 'Connexion' }).waitFor();
    await other.getByRole('heading', { name: 'Connexion' }).waitFor();
    expect(await other.getByText('Mark').count()).toBe(0);
    await page.goBack();
    await page.getByRole('button', { name: 'Se connecter' }).waitFor();
    await page.goto(`${of().home}/campaigns`);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.locator('button[value="rita"]').click();
    await page.getByRole('button', { name: /^Compte de Rita/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('restores a text typed when the session ended for the same person, and saves it', async () => {
    const { page } = await of().visit();
    await signIn(page, `${of().home}/campaigns/${draft()}/draft?step=text`, 'mark');
    const text = page.getByRole('textbox', { name: 'Texte' });
    await text.fill('Moka : le premier texte. STOP 36192');
    await page.getByText('Brouillon enregistré.').waitFor();
    await typeAsSessionEnds(page, text, 'Moka : le second texte. STOP 36192');
    await page.getByRole('heading', { name: 'Connexion' }).waitFor();
    await page.getByText('votre saisie est conservée').waitFor();
    expect(await page.content()).not.toContain('le second texte');
    expect(await flawsOf(page)).toEqual([]);
    const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
    await signInAgain(page, 'mark');
    await saved;
    await page.getByText('Brouillon enregistré.').waitFor();
    expect(await text.inputValue()).toBe('Moka : le second texte. STOP 36192');
    await page.reload();
    expect(await text.inputValue()).toBe('Moka : le second texte. STOP 36192');
  });

  test('another person who signs in sees nothing of that text', async () => {
    const { page } = await of().visit();
    await signIn(page, `${of().home}/campaigns/${draft()}/draft?step=text`, 'mark');
    const text = page.getByRole('textbox', { name: 'Texte' });
    await text.waitFor();
    await typeAsSessionEnds(page, text, 'Moka : ce que seul Mark a vu, encore. STOP 36192');
    await page.getByText('votre saisie est conservée').waitFor();
    await signInAgain(page, 'ada');
    await text.waitFor();
    expect(await text.inputValue()).not.toContain('encore');
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('encore');
    await endSession(page);
    await page.reload();
    await signInAgain(page, 'mark');
    await text.waitFor();
    expect(await text.inputValue()).not.toContain('encore');
  });

  test('a dialog that is filled in when the session ends is open again with what was typed', async () => {
    const { page } = await of().visit();
    await signIn(page, `${of().home}/address-books`, 'mark');
    await page.getByRole('button', { name: 'Nouveau carnet' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Nom' }).fill('Clients de décembre');
    await endSession(page);
    await dialog.getByRole('button', { name: 'Nouveau carnet' }).click();
    await page.getByText('votre saisie est conservée').waitFor();
    await signInAgain(page, 'mark');
    await dialog.waitFor();
    expect(await dialog.getByRole('textbox', { name: 'Nom' }).inputValue()).toBe('Clients de décembre');
    await dialog.getByRole('button', { name: 'Nouveau carnet' }).click();
    await page.getByRole('heading', { name: 'Clients de décembre' }).waitFor();
  });

  test('a page opened again after its session ended asks for a sign-in', async () => {
    const { page } = await of().visit();
    await signIn(page, `${of().home}/statistics`, 'mark');
    await endSession(page);
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await page.getByText('Votre session a expiré').waitFor();
  });
}
