/** The day of an instant, epoch ms: ISO 8601, UTC, e.g. 2026-11-25. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
