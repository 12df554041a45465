/** PostgreSQL's text holds neither NUL nor half a surrogate pair, and a phone can send both. */
export const storableText = (text: string): string =>
  text.replaceAll('\u0000', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd');
