import type { Advertiser } from '../parts';

type Named = Pick<Advertiser, 'name' | 'legalName' | 'shortCode'>;

/** Lower case without accents: who searches types neither. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Advertisers that have all words searched for: in their name or company, or as the beginning of their short code. */
export function findAdvertisers<T extends Named>(items: readonly T[], sought: string): T[] {
  const words = fold(sought).split(/\s+/);
  return items.filter(({ name, legalName, shortCode }) => {
    const text = fold(`${name} ${legalName}`);
    return words.every((word) => text.includes(word) || shortCode.startsWith(word));
  });
}
