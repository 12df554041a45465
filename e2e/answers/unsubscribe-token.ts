import type { RunningStack } from '@stopsms/local-stack';
import { inbox } from '@stopsms/story';
import { eventually } from '@stopsms/testing';
import { type Clients, given } from './clients';
import type { Walked } from './walk-campaign';

/** In Réunion, where the short code does not reach, so that an advert has a link. */
const PHONE = '+262692009901';

/** Sends an advert overseas. @returns the token of its unsubscribe link, which nobody has followed */
export async function unsubscribeToken(
  stack: RunningStack,
  { campaign, compliance }: Clients,
  { advertiserId }: Walked,
): Promise<string> {
  const grantedAt = '2025-11-25T10:00:00Z';
  given(
    await compliance.POST('/v1/consents', {
      body: { phone: PHONE, advertiserId, grantedAt, source: 'shop', wording: 'yes' },
    }),
  );
  const advert = { text: 'Routes : -20% ce week-end.', mention: 'insert' as const };
  given(await campaign.POST('/v1/messages', { body: { advertiserId, category: 'marketing', to: PHONE, ...advert } }));
  return eventually('the advert has a link', async () => {
    const [received] = await inbox(stack, PHONE);
    return /\/u\/([\w-]{11,})$/.exec(received?.text ?? '')?.[1];
  });
}
