import { maskNumbers } from '@stopsms/kernel';

/** Seven digits or more with what people type between them: a number, in whatever form. */
const LONG_NUMBER = /\p{Nd}(?:[ .-]?\p{Nd}){6,}/gu;

/** A reply's text as people are shown it: with `<number>` for each number in it. */
export const shownText = (text: string): string => maskNumbers(text).replace(LONG_NUMBER, '<number>');
