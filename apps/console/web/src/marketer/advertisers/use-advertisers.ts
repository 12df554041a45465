import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { type Session, useSession } from '../../session/session';
import type { Advertiser } from '../parts';

/** A person may make marketing for many; beyond these one is looked for by its id. */
const MOST = 200;

async function ask({ advertisers, roles }: Session, signal: AbortSignal): Promise<Advertiser[]> {
  if (roles.includes('admin')) {
    return (await answerOf(api.campaign.GET('/v1/advertisers', { params: { query: { limit: 100 } }, signal }))).items;
  }
  return Promise.all(
    advertisers
      .slice(0, MOST)
      .map((id) => answerOf(api.campaign.GET('/v1/advertisers/{id}', { params: { path: { id } }, signal }))),
  );
}

/** The advertisers whose marketing this person makes, by name. */
export function useAdvertisers(): UseQueryResult<Advertiser[]> {
  const session = useSession();
  return useQuery({
    queryKey: ['advertisers'],
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      (await ask(session, signal)).sort((one, other) => one.name.localeCompare(other.name)),
  });
}
