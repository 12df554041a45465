import { answerOf } from '../api/answer';
import { api } from '../api/clients';

const MAX_PAGE = 1_000;

/** Every advertiser that the person may see, by name: a choice is made among all of them. */
export async function allAdvertisers(signal: AbortSignal) {
  const found = [];
  for (let cursor: string | undefined = undefined; ;) {
    const query: { limit: number; cursor?: string } = { limit: MAX_PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const { items, nextCursor } = await answerOf(api.campaign.GET('/v1/advertisers', { params: { query }, signal }));
    found.push(...items);
    if (nextCursor === undefined) return found.sort((one, other) => one.name.localeCompare(other.name));
    cursor = nextCursor;
  }
}
