import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answerOf } from '../api/answer';
import { api } from '../api/clients';

const MOST = 1_000;

/** Advertisers by id, as recipients know them; the first thousand. */
export function useAdvertiserList() {
  return useQuery({
    queryKey: ['advertisers', 'names'],
    staleTime: 300_000,
    queryFn: ({ signal }) =>
      answerOf(api.campaign.GET('/v1/advertisers', { params: { query: { limit: MOST } }, signal })),
  });
}

/** What an advertiser is called; its id while its name is not known. */
export function useAdvertiserNames(): (advertiserId: string) => string {
  const { data } = useAdvertiserList();
  return useCallback(
    (advertiserId: string) => data?.items.find(({ id }) => id === advertiserId)?.name ?? advertiserId,
    [data],
  );
}
