/** Control characters (NUL among them), halves of surrogate pairs and runs of white space. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\s]+/gu;

/** An account's name on one line, fit to be sent and stored whatever was typed into the form. */
export const printableName = (name: string): string => name.replace(UNPRINTABLE, ' ').trim();
