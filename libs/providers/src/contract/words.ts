/** Meanings of a vendor's words. A Map, because every object has `constructor` and its like, which a vendor may send as a word. */
export type Words<Meaning> = ReadonlyMap<string, Meaning>;

export const words = <Meaning>(meanings: Readonly<Record<string, Meaning>>): Words<Meaning> =>
  new Map(Object.entries(meanings));
