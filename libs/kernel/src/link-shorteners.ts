/** Public link shorteners: operators block their links, and no sender's own host is one (docs/law/mention.md#links). */
export const LINK_SHORTENERS: ReadonlySet<string> = new Set([
  'bit.ly',
  'tinyurl.com',
  't.co',
  'ow.ly',
  'is.gd',
  'cutt.ly',
  'rb.gy',
  'shorturl.at',
  'lnkd.in',
  'goo.gl',
]);
