import type { Schemas } from '@stopsms/clients';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import type { Advertiser, Campaign } from '../parts';
import type { Check } from './marks';
import { placeholdersOf } from './fields';
import { asWritten, withValues } from './with-values';

const PAUSE_MS = 250;

interface Checked {
  /** The text that was read, as it was written. */
  text: string;
  /** Positions are those of the text as it was written. */
  check: Check;
  /** Length with the values that take most room; absent if the text has no fields. */
  longest?: Longest;
}

export interface Longest {
  parts: number;
  /** Values that were used, by field. */
  values: Record<string, string>;
  /** Characters of these values that make every character take more room. */
  characters: string[];
}

/** Maximum of countries that are checked while somebody writes. */
const MAX_COUNTRIES = 50;

/** Values of one contact, so that a text with fields is checked as somebody would get it. */
function useValues(addressBookId: string): Record<string, string> | undefined {
  const { data, isError } = useQuery({
    queryKey: ['values', addressBookId],
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      answerOf(
        api.campaign.GET('/v1/address-books/{id}/contacts', {
          params: { path: { id: addressBookId }, query: { limit: 1 } },
          signal,
        }),
      ),
  });
  if (data === undefined) return isError ? {} : undefined;
  return data.items[0]?.attributes ?? {};
}

/**
 * Check of a text while it is typed. It runs when the person pauses; a check that is overtaken is aborted, so that
 * the last answer wins.
 * @returns the last answer, and whether it is of the text as it is now
 */
export function useCheck(
  text: string,
  { addressBookId, category, mention, sendAt }: Pick<Campaign, 'addressBookId' | 'category' | 'mention' | 'sendAt'>,
  { id, country, sender }: Advertiser,
  summary: Schemas['campaign']['BookSummaryAnswer'] | undefined,
) {
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const values = useValues(addressBookId);
  // A field without a value is kept as it is: the missing value is reported by itself, and not as a fault of the mention.
  const named = Object.fromEntries(placeholdersOf(settled).flatMap(({ name }) => (name === '' ? [] : [[name, name]])));
  const filled = withValues(settled, { ...named, ...values });
  const largest = Object.fromEntries(
    (summary?.fields ?? []).flatMap(({ name, longest }) =>
      named[name] === undefined ? [] : [[name, longest] as const],
    ),
  );
  const asked = {
    text: filled.text,
    category: category as 'marketing' | 'informative',
    country,
    sender,
    advertiserId: id,
    mention: mention === 'insert' ? ('insert' as const) : ('require' as const),
    countries: (summary?.regions ?? []).slice(0, MAX_COUNTRIES).map(({ region }) => region),
    ...(sendAt === undefined ? {} : { at: sendAt }),
  };
  const question = useQuery({
    queryKey: ['check', settled, asked, largest],
    enabled: values !== undefined && settled.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<Checked> => {
      const ask = (body: typeof asked) => answerOf(api.compliance.POST('/v1/check', { body, signal }));
      const hasFields = Object.keys(largest).length > 0;
      const [check, most] = await Promise.all([
        ask(asked),
        hasFields
          ? ask({ ...asked, text: withValues(settled, { ...named, ...largest }).text, countries: [] })
          : undefined,
      ]);
      return {
        text: settled,
        check: { ...check, editor: asWritten(check.editor, filled.writtenAt) },
        ...(most && { longest: longestOf(most, largest) }),
      };
    },
  });
  const isNow = question.data?.text === text && !question.isPlaceholderData;
  return { ...question, isNow };
}

function longestOf({ segments: { parts }, editor }: Check, values: Record<string, string>): Longest {
  const all = Object.values(values).join('');
  const costly = editor.costly.filter(({ why, character }) => why === 'ucs-2' && all.includes(character));
  return { parts, values, characters: costly.map(({ character }) => character) };
}
