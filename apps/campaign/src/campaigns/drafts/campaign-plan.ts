import type { Tx } from '@stopsms/persistence';
import type { FindAddressBooks } from '../../contacts/books/find-address-books';

/** Name and tags by which people find a campaign; recipients never see them. */
export interface CampaignLabel {
  name?: string | undefined;
  tags?: string[] | undefined;
}

/** Text, recipients and times of a campaign. */
export interface CampaignPlan {
  advertiserId: string;
  addressBookId: string;
  category: 'marketing' | 'informative';
  text: string;
  mention?: 'require' | 'insert' | undefined;
  whenCapped?: 'refuse' | 'hold' | undefined;
  /** Epoch ms; absent for as soon as it is started. */
  sendAt?: number | undefined;
  expiresAt?: number | undefined;
}

export interface PlanRefusal {
  code: 'address-book-unknown' | 'time-past' | 'expires-too-soon';
  detail: string;
  /** Field and value of `time-past`. */
  more?: { field: 'sendAt' | 'expiresAt'; given: string };
}

/** Tolerance for a time of "now", which is past when the request arrives. */
const NOW_MS = 60_000;

/** Reason for which a campaign cannot be planned so, whatever its text. @param now - epoch ms */
export async function planFault(
  tx: Tx,
  plan: CampaignPlan,
  books: FindAddressBooks,
  now: number,
): Promise<PlanRefusal | undefined> {
  const book = await books.hold(tx, plan.addressBookId);
  // Another advertiser's book is answered as one that does not exist: that it exists is nobody's business.
  if (book?.advertiserId !== plan.advertiserId) {
    return { code: 'address-book-unknown', detail: `No address book has the id ${plan.addressBookId}.` };
  }
  return timeFault(plan, now);
}

/** Also of one that was planned in time and is started too late. */
export function timeFault(
  { sendAt, expiresAt }: Pick<CampaignPlan, 'sendAt' | 'expiresAt'>,
  now: number,
): PlanRefusal | undefined {
  const iso = (at: number) => new Date(at).toISOString();
  if (expiresAt !== undefined && expiresAt <= now) {
    const detail = `expiresAt is ${iso(expiresAt)} and it is ${iso(now)}: nothing would be sent. Set a later time, or omit it.`;
    return { code: 'time-past', detail, more: { field: 'expiresAt', given: iso(expiresAt) } };
  }
  if (sendAt !== undefined && sendAt < now - NOW_MS) {
    const detail = `sendAt is ${iso(sendAt)} and it is ${iso(now)}. Set a later time, or omit it to send as soon as the campaign is started.`;
    return { code: 'time-past', detail, more: { field: 'sendAt', given: iso(sendAt) } };
  }
  if (expiresAt !== undefined && sendAt !== undefined && expiresAt <= sendAt) {
    return { code: 'expires-too-soon', detail: 'expiresAt must be later than sendAt.' };
  }
  return undefined;
}
