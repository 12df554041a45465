/** What somebody did, in a phrase that follows their name. An operation without words is given by its name. */
export function operationIn(lang: 'en' | 'fr', operation: string): string;
