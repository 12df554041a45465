/** An expected refusal is a value, not an exception: callers must look at it to get at the result. */
export type Result<T, R extends { code: string }> = { ok: true; value: T } | { ok: false; refusal: R };

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const refused = <R extends { code: string }>(refusal: R): { ok: false; refusal: R } => ({ ok: false, refusal });
