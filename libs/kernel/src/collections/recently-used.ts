import { LRUCache } from 'lru-cache';

/** A bounded cache of values made on demand: the entry unused for longest gives way. */
export class RecentlyUsed<V> {
  private readonly entries: LRUCache<string, NonNullable<V>>;

  constructor(max: number) {
    this.entries = new LRUCache({ max });
  }

  get(key: string, make: () => V): V {
    const known = this.entries.get(key);
    if (known !== undefined) return known;
    const value = make();
    if (value !== undefined && value !== null) this.entries.set(key, value);
    return value;
  }
}
