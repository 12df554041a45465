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
}

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
) {
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const values = useValues(addressBookId);
  // A field without a value is kept as it is: the missing value is reported by itself, and not as a fault of the mention.
  const named = Object.fromEntries(placeholdersOf(settled).flatMap(({ name }) => (name === '' ? [] : [[name, name]])));
  const filled = withValues(settled, { ...named, ...values });
  const asked = {
    text: filled.text,
    category: category as 'marketing' | 'informative',
    country,
    sender,
    advertiserId: id,
    mention: mention === 'insert' ? ('insert' as const) : ('require' as const),
    ...(sendAt === undefined ? {} : { at: sendAt }),
  };
  const question = useQuery({
    queryKey: ['check', settled, asked],
    enabled: values !== undefined && settled.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<Checked> => {
      const check = await answerOf(api.compliance.POST('/v1/check', { body: asked, signal }));
      return { text: settled, check: { ...check, editor: asWritten(check.editor, filled.writtenAt) } };
    },
  });
  const isNow = question.data?.text === text && !question.isPlaceholderData;
  return { ...question, isNow };
}
