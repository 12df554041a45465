/**
 *   slots   lo hi | lo hi | EMPTY | lo hi | lo hi | EMPTY | … | EMPTY
 *           home of lo = its share of the int32 range; an entry lies there or, where that is taken, next after
 *
 * Open addressing, with the entries in the order of `lo` from the first slot to the last. So a search ends at the first
 * `lo` that is larger, and who is not listed (nearly every recipient of an advert) is found out as fast as who is: without
 * the order it takes twice as long. Growing is one pass from the old table to the new one.
 */
const EMPTY = 0x7fffffff;
const FIRST_CAPACITY = 16;
/** Maximum share of used slots. With growth by a quarter, an entry takes 10.9 to 13.6 bytes. */
const MAX_LOAD = 0.75;
const GROWTH = 1.25;

type Slots = Int32Array<ArrayBuffer>;

/** Set of 64-bit fingerprints that only grows, with the recipients that returned. */
export class FingerprintShard {
  /** `recipientKey:scope` of recipients that returned although the fingerprint is in the table; see FingerprintView. */
  readonly returned: Set<string>;
  private table: Slots;
  private homes: number;
  private size: number;

  constructor(content: { capacity: number; count: number; slots: Slots; returned: string[] } = emptyContent()) {
    this.homes = content.capacity;
    this.size = content.count;
    this.table = content.slots;
    this.returned = new Set(content.returned);
  }

  get capacity(): number {
    return this.homes;
  }

  get count(): number {
    return this.size;
  }

  get slots(): Slots {
    return this.table;
  }

  has(hi: number, lo: number): boolean {
    const table = this.table;
    let at = homeOf(lo, this.homes);
    while ((table[at] as number) < lo) at += 2;
    for (; table[at] === lo; at += 2) if (table[at + 1] === hi) return true;
    return false;
  }

  /** Returns false if it was there. */
  add(hi: number, lo: number): boolean {
    const table = this.table;
    let at = homeOf(lo, this.homes);
    while ((table[at] as number) < lo) at += 2;
    for (; table[at] === lo; at += 2) if (table[at + 1] === hi) return false;
    let gap = at;
    while (table[gap] !== EMPTY) gap += 2;
    // The last slot stays empty: it ends every search.
    if (gap === table.length - 2) {
      this.grow();
      return this.add(hi, lo);
    }
    if (gap > at) table.copyWithin(at + 2, at, gap);
    table[at] = lo;
    table[at + 1] = hi;
    this.size += 1;
    if (this.size > this.homes * MAX_LOAD) this.grow();
    return true;
  }

  private grow(): void {
    let capacity = this.homes;
    let slots: Slots | undefined;
    while (!slots) {
      capacity = Math.ceil(capacity * GROWTH);
      slots = moved(this.table, capacity);
    }
    this.homes = capacity;
    this.table = slots;
  }
}

/** Words in a table; behind the homes it has room for entries that the last homes cannot hold. */
export const slotWords = (capacity: number): number => 2 * (capacity + (capacity >> 6) + FIRST_CAPACITY);

function homeOf(lo: number, capacity: number): number {
  return (((lo + 0x80000000) * capacity * 2 ** -32) | 0) << 1;
}

/** Returns undefined if the entries of the last homes do not fit. */
function moved(from: Slots, capacity: number): Slots | undefined {
  const to = emptySlots(capacity);
  const last = to.length - 2;
  let free = 0;
  for (let at = 0; at < from.length; at += 2) {
    const lo = from[at] as number;
    if (lo === EMPTY) continue;
    const target = Math.max(homeOf(lo, capacity), free);
    if (target >= last) return undefined;
    to[target] = lo;
    to[target + 1] = from[at + 1] as number;
    free = target + 2;
  }
  return to;
}

const emptySlots = (capacity: number): Slots => new Int32Array(slotWords(capacity)).fill(EMPTY);

const emptyContent = () => ({
  capacity: FIRST_CAPACITY,
  count: 0,
  slots: emptySlots(FIRST_CAPACITY),
  returned: [],
});
