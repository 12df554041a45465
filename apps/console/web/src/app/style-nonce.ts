/**
 * Mantine writes style elements (its colours, sizes by width of the screen, and one that keeps the page still behind a dialog). The
 * server's policy admits those that carry the nonce of this answer, which Vite has put into the page.
 * @returns the nonce, for Mantine's provider
 */
export function allowOwnStyles(): string {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  // What `get-nonce`, below Mantine's dialogs, looks for.
  Object.assign(globalThis, { __webpack_nonce__: nonce });
  return nonce;
}
