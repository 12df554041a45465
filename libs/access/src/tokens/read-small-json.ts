/** Limit; a provider's documents have some kilobytes. */
const MAX_BYTES = 262_144;
const PATIENCE_MS = 5_000;

/**
 * Fetches a small JSON document with a timeout. Redirections are not followed: they lead to another address than the configured
 * one.
 * @throws Error with a message for an operator
 */
export async function readSmallJson(address: string): Promise<unknown> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const response = await fetch(address, { redirect: 'error', signal, headers: { accept: 'application/json' } });
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += (piece as Uint8Array).length;
    if (bytes > MAX_BYTES) throw new Error(`${address} answers more than ${MAX_BYTES} bytes`);
    pieces.push(piece as Uint8Array);
  }
  if (!response.ok) throw new Error(`${address} answers ${response.status}`);
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    throw new Error(`${address} answers no JSON`);
  }
}
