import type { Schemas } from '@stopsms/clients';

export type Check = Schemas['compliance']['CheckAnswer'];
export type Fix = Check['editor']['fixes'][number];

/** Kinds of findings in a stretch of text, most urgent first. */
export type Mark = 'refused' | 'costly' | 'advert' | 'part';

interface Stretch {
  text: string;
  marks: Mark[];
}

interface Span {
  from: number;
  to: number;
  mark: Mark;
}

/**
 * A text cut where something begins or ends to be said of it, for an editor that shows it inline.
 * @param text - as it is in the editor; positions are UTF-16 units of it
 * @param editor - what the check said of this very text; undefined while it is being read
 * @param unknown - fields that the address book does not have
 */
export function stretchesOf(
  text: string,
  editor: Check['editor'] | undefined,
  unknown: readonly { from: number; to: number }[] = [],
): Stretch[] {
  const wrong = unknown.map(({ from, to }) => ({ from, to, mark: 'refused' as const }));
  const spans = [...wrong, ...(editor === undefined ? [] : spansOf(editor))].filter(
    ({ from, to }) => from < to && from < text.length,
  );
  const cuts = [0, text.length, ...spans.flatMap(({ from, to }) => [from, Math.min(to, text.length)])];
  const edges = [...new Set(cuts)].sort((one, other) => one - other);
  return edges.slice(0, -1).map((from, index) => {
    const to = edges[index + 1] ?? text.length;
    const marks = spans.filter((span) => span.from <= from && to <= span.to).map(({ mark }) => mark);
    return { text: text.slice(from, to), marks: [...new Set(marks)] };
  });
}

function spansOf({ costly, words, fixes, parts }: Check['editor']): Span[] {
  return [
    // A fix marks the text that it replaces; one that only adds has nothing to mark.
    ...fixes
      .filter(({ why }) => why !== 'CHEAPER_SPELLING')
      .map(({ replaceFrom, replaceTo }) => ({ from: replaceFrom, to: replaceTo, mark: 'refused' as const })),
    ...costly
      .filter(({ savesParts }) => savesParts > 0)
      .flatMap(({ places }) => places.map((range) => ({ ...range, mark: 'costly' as const }))),
    ...words.filter(({ speaks }) => speaks === 'for').map(({ from, to }) => ({ from, to, mark: 'advert' as const })),
    // Every second part, so that one sees where each begins.
    ...parts.filter((_part, index) => index % 2 === 1).map(({ from, to }) => ({ from, to, mark: 'part' as const })),
  ];
}

/** The text after one fix; check it anew then, as positions have moved. */
export const fixed = (text: string, { replaceFrom, replaceTo, with: by }: Fix): string =>
  text.slice(0, replaceFrom) + by + text.slice(replaceTo);

/** GSM 03.38 and UCS-2: units of a text of one part, and of each part of a longer one. */
const ROOM = { 'GSM-7': [160, 153], 'UCS-2': [70, 67] } as const;

/** @returns how many units more fit before another part is needed; none in a text of no part */
export function roomLeft({ encoding, units, parts }: Check['segments']): number {
  const [single, each] = ROOM[encoding];
  return parts <= 1 ? single - units : parts * each - units;
}
