import type { PackText } from './read-packs';

/** `af2m-2026 [V]` */
export const cited = (pack: PackText, { sources }: { sources: string[] }): string =>
  sources.map((name) => `${name} [${pack.sources[name]?.checked ?? '?'}]`).join(', ');
