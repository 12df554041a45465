/** Returns a text without its trailing line ends, which files and secrets made by `echo` or an editor have. */
export const withoutLineEnds = (text: string): string => text.replace(/(?<![\r\n])[\r\n]+$/, '');
