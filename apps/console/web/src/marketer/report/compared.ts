const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const MAX_COMPARED = 5;

/** Ids of the campaigns that are compared, as the address has them; what is no id is left out. */
export const comparedIn = (text: string | undefined): string[] =>
  [...new Set((text ?? '').split(','))].filter((id) => ID.test(id)).slice(0, MAX_COMPARED);

/** The address after one campaign was chosen or left out. */
export function toggled(ids: readonly string[], id: string): string | undefined {
  const now = ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id].slice(0, MAX_COMPARED);
  return now.length === 0 ? undefined : now.join(',');
}
