import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import type { Advertiser, Campaign } from '../parts';
import type { Check } from './marks';

const PAUSE_MS = 250;

interface Checked {
  /** The text that was read. */
  text: string;
  check: Check;
}

/**
 * What may be said of a text while it is typed. It is asked when the person pauses; a question that is overtaken is given up, so that
 * the last answer wins.
 * @returns the last answer, and whether it is of the text as it is now
 */
export function useCheck(
  text: string,
  { category, mention, sendAt }: Pick<Campaign, 'category' | 'mention' | 'sendAt'>,
  { id, country, sender }: Advertiser,
) {
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const asked = {
    text: settled,
    category: category as 'marketing' | 'informative',
    country,
    sender,
    advertiserId: id,
    mention: mention === 'insert' ? ('insert' as const) : ('require' as const),
    ...(sendAt === undefined ? {} : { at: sendAt }),
  };
  const question = useQuery({
    queryKey: ['check', asked],
    enabled: settled.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<Checked> => ({
      text: asked.text,
      check: await answerOf(api.compliance.POST('/v1/check', { body: asked, signal })),
    }),
  });
  const isNow = question.data?.text === text && !question.isPlaceholderData;
  return { ...question, isNow };
}
