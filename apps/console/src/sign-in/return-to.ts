const LONGEST = 2_000;
/** Paths that are no pages, and no target of a redirect. */
const NO_PAGE = /^\/(?:api|session|health|metrics)(?:\/|$)/;

/**
 * Page of the console to open after signing in, as path and query.
 * @param wanted - what the address said, which may come from anybody
 * @returns `/` for whatever is not surely ours, so that no link of ours leads elsewhere
 */
export function returnTo(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > LONGEST) return '/';
  // Browsers take a backslash for a slash, and leave out tabs and line ends: `/\t/elsewhere` would leave us.
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted)) return '/';
  const base = 'http://console.invalid';
  if (!URL.canParse(wanted, base)) return '/';
  const { origin, pathname, search } = new URL(wanted, base);
  return origin === base && !pathname.startsWith('//') && !NO_PAGE.test(pathname) ? pathname + search : '/';
}
