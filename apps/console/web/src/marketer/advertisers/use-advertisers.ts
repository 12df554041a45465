import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { allAdvertisers } from '../../design/all-advertisers';
import type { Advertiser } from '../parts';

/** The advertisers whose marketing this person makes, by name: the service lists no others. */
export function useAdvertisers(): UseQueryResult<Advertiser[]> {
  return useQuery({
    queryKey: ['advertisers'],
    staleTime: 60_000,
    queryFn: ({ signal }) => allAdvertisers(signal),
  });
}
