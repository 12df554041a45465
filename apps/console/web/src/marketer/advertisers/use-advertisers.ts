import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import type { Advertiser } from '../parts';

/** The advertisers whose marketing this person makes, by name: the service lists no others. */
export function useAdvertisers(): UseQueryResult<Advertiser[]> {
  return useQuery({
    queryKey: ['advertisers'],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const { items } = await answerOf(
        api.campaign.GET('/v1/advertisers', { params: { query: { limit: 100 } }, signal }),
      );
      return items.sort((one, other) => one.name.localeCompare(other.name));
    },
  });
}
