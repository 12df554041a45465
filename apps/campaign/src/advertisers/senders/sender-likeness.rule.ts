/**
 * Normal form of a name: names that a hasty reader confuses have the same. Case, accents, spaces and
 * punctuation make no difference, nor 0 for o, nor 1 or i for l.
 */
export const likenessOf = (sender: string): string =>
  sender
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/0/g, 'o')
    .replace(/[1i]/g, 'l');

/** A name is one advertiser's alone; a code may be shared. */
export const isName = (sender: string): boolean => /[A-Za-z]/.test(sender);
