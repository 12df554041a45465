import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { allAdvertisers } from './all-advertisers';

/** Advertisers as recipients know them. */
export function useAdvertiserList() {
  return useQuery({
    queryKey: ['advertisers', 'names'],
    staleTime: 300_000,
    queryFn: async ({ signal }) => ({ items: await allAdvertisers(signal) }),
  });
}

/** Name of an advertiser; its id while the name is not known. */
export function useAdvertiserNames(): (advertiserId: string) => string {
  const { data } = useAdvertiserList();
  return useCallback(
    (advertiserId: string) => data?.items.find(({ id }) => id === advertiserId)?.name ?? advertiserId,
    [data],
  );
}
