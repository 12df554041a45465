/** Apart from the stores themselves, so that the list of benchmarks loads no native library. */
export const STORES = ['lmdb', 'level'] as const;
export type StoreName = (typeof STORES)[number];
