import type { Advertiser } from '@stopsms/contracts';
import { countryOfRegion } from '@stopsms/kernel';

export type SenderOwner = Pick<Advertiser, 'sender' | 'country' | 'codes' | 'senders'>;

/**
 * Returns whether an advertiser may use a sender in a region: one that is approved there, case-insensitively, or a code of the account
 * in its own country.
 * @param region - ISO 3166 alpha-2 of the recipient's number; overseas regions of France count as France
 */
export function ownsSender(advertiser: SenderOwner, sender: string, region: string): boolean {
  const country = countryOfRegion(region);
  const home = countryOfRegion(advertiser.country);
  if (country === home && advertiser.codes.includes(sender)) return true;
  return approvalOf(advertiser, sender, region) !== undefined;
}

/** Returns the registration of a sender in the region's country, from its approval; undefined without one. */
export const registrationOf = (advertiser: SenderOwner, sender: string, region: string): string | undefined =>
  approvalOf(advertiser, sender, region)?.registration;

/** Returns the operators through which alone texts of a sender are sent in the region's country; undefined if any may be used. */
export function providersOf(advertiser: SenderOwner, sender: string, region: string): readonly string[] | undefined {
  // Runs for each message, and few advertisers have such a sender.
  if (!advertiser.senders?.some(({ providers }) => providers !== undefined)) return undefined;
  return approvalOf(advertiser, sender, region)?.providers;
}

type Approval = NonNullable<Advertiser['senders']>[number];

function approvalOf(advertiser: SenderOwner, sender: string, region: string): Approval | undefined {
  const country = countryOfRegion(region);
  const wanted = sender.toLowerCase();
  const approved: Approval[] = advertiser.senders ?? [
    { country: countryOfRegion(advertiser.country), sender: advertiser.sender },
  ];
  return approved.find((each) => each.country === country && each.sender.toLowerCase() === wanted);
}

/** Returns all sender names and codes of an advertiser, in any country. */
export const sendersOf = ({ sender, codes, senders = [] }: SenderOwner): string[] => [
  sender,
  ...codes,
  ...senders.map((each) => each.sender),
];
