import { LRUCache } from 'lru-cache';

const PATIENCE_MS = 5_000;
const MAX_BYTES = 65_536;
/** Certificates of vendors; each names few. */
const MAX_TEXTS = 20;

/** Texts at URLs of vendors, such as certificates, which do not change: each is fetched once, and again only after a failure. */
export class VendorTexts {
  private readonly texts = new LRUCache<string, Promise<string>>({ max: MAX_TEXTS });

  /** @param url - checked by the vendor's callbacks: they may come from strangers */
  readonly fetch = (url: string): Promise<string> => {
    const known = this.texts.get(url);
    if (known) return known;
    const text = textAt(url);
    this.texts.set(url, text);
    text.catch(() => this.texts.delete(url));
    return text;
  };
}

/** @throws Error if it is not answered with a small text in time; redirects are not followed */
export async function textAt(url: string): Promise<string> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += (piece as Uint8Array).length;
    if (bytes > MAX_BYTES) throw new Error(`answer above ${MAX_BYTES} bytes`);
    pieces.push(piece as Uint8Array);
  }
  return Buffer.concat(pieces).toString('utf8');
}
