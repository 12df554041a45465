const SCHEME = 'data-mantine-color-scheme';

/** Prints every page in the colours of the light theme: light letters cannot be read on paper. Call it before pages add listeners of their own. */
export function printInLight(): void {
  let before: string | null = null;
  window.addEventListener('beforeprint', () => {
    before = document.documentElement.getAttribute(SCHEME);
    document.documentElement.setAttribute(SCHEME, 'light');
  });
  window.addEventListener('afterprint', () => {
    if (before !== null) document.documentElement.setAttribute(SCHEME, before);
  });
}
