const { gc } = globalThis;

export interface Memory {
  /** Resident memory of the process. */
  rss: number;
  /** Memory of JavaScript: objects, strings, and the bytes of typed arrays. */
  held: number;
}

/** After a full collection. @throws Error without --expose-gc */
export function memoryNow(): Memory {
  if (!gc) throw new Error('Memory cannot be measured: run with node --expose-gc');
  for (let n = 0; n < 3; n += 1) gc();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return { rss, held: heapUsed + arrayBuffers };
}

export function bytesPerEntry(before: Memory, after: Memory, entries: number): string {
  const per = (bytes: number) => (bytes / entries).toFixed(1);
  return `${per(after.held - before.held)} held by JavaScript, ${per(after.rss - before.rss)} more resident`;
}
