import type { RunningStack } from '@stopsms/local-stack';
import { post } from './api';
import type { Cast } from './cast';
import type { Claims } from './claims';
import { OVERSEAS } from './contacts';
import { inboxOf } from './handsets';
import type { Waits } from './until';

/** `…/u/<token>` at the end of an advert sent where the short code does not reach. */
const LINK = /\/u\/([A-Za-z0-9_-]{11,})\s*$/;

/** Recipient abroad who has the advert: elsewhere it is too early or too late. */
async function findVisitor(stack: RunningStack, cast: Cast): Promise<{ visitor: string; token: string } | undefined> {
  for (let n = 0; n < OVERSEAS; n += 1) {
    const [advert] = await inboxOf(stack, cast, cast.people.overseas(n));
    const token = LINK.exec(advert?.text ?? '')?.[1];
    if (token !== undefined) return { visitor: cast.people.overseas(n), token };
  }
  return undefined;
}

/** A recipient overseas opens the link: looking changes nothing, the button opts out. Returns who. */
export async function unsubscribeByPage(
  stack: RunningStack,
  cast: Cast,
  { claims, waits }: { claims: Claims; waits: Waits },
): Promise<string | undefined> {
  const found = await findVisitor(stack, cast);
  claims.equal('the advert overseas ends with an unsubscribe link', found !== undefined, true);
  if (!found) return undefined;
  const { visitor, token } = found;
  const { brisane, book } = cast;
  const page = `${stack.services['inbound-mo'].url}/u/${token}`;
  const blocked = async () => {
    const url = `${stack.services.suppression.url}/v1/why-blocked`;
    return (await post<{ blocked: boolean }>(url, { phone: visitor, advertiserId: brisane })).blocked;
  };
  const shown = await fetch(page);
  claims.equal('the page opens and names the advertiser', shown.ok && (await shown.text()).includes('Brisane'), true);
  claims.equal('looking at the page opts nobody out', await blocked(), false);
  const pressed = await fetch(page, { method: 'POST' });
  claims.equal('the button is answered', pressed.status, 200);
  await waits.until('the page opts out', async () => ((await blocked()) ? true : undefined));
  const contact = `${stack.services.campaign.url}/v1/address-books/${book}/contacts/search`;
  await waits.until('the number leaves the address book', async () =>
    (await post<{ items: unknown[] }>(contact, { phone: visitor })).items.length === 0 ? true : undefined,
  );
  return visitor;
}
