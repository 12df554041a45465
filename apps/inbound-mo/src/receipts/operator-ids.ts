/**
 * An operator's id as SQL that two spellings of it share: operators answer `00AF` and write `af` in the receipt. Indexes have
 * this very expression.
 * @param id - a column
 */
export const comparable = (id: string): string => `ltrim(lower(${id}), '0')`;

/** Hash of an operator's id and its provider, as SQL: the key of the index of messages that have one id. */
export const idHash = (provider: string, id: string): string => `hashtext(${provider} || ' ' || ${comparable(id)})`;
