import type { Advertiser } from '@stopsms/contracts';
import { countryOfRegion } from '@stopsms/kernel';

export type SenderOwner = Pick<Advertiser, 'sender' | 'country' | 'codes' | 'senders'>;

/**
 * Whether texts of this advertiser to a region may leave under a sender: one approved there, in any case, or a code of the
 * account in its own country.
 * @param region - ISO 3166 alpha-2 of the recipient's number; overseas regions of France count as France
 */
export function ownsSender(advertiser: SenderOwner, sender: string, region: string): boolean {
  const country = countryOfRegion(region);
  const home = countryOfRegion(advertiser.country);
  if (country === home && advertiser.codes.includes(sender)) return true;
  return approvalOf(advertiser, sender, region) !== undefined;
}

/** Under what a sender is registered in the region's country, as its approval there tells; undefined when it tells nothing. */
export const registrationOf = (advertiser: SenderOwner, sender: string, region: string): string | undefined =>
  approvalOf(advertiser, sender, region)?.registration;

type Approval = NonNullable<Advertiser['senders']>[number];

function approvalOf(advertiser: SenderOwner, sender: string, region: string): Approval | undefined {
  const country = countryOfRegion(region);
  const wanted = sender.toLowerCase();
  const approved: Approval[] = advertiser.senders ?? [
    { country: countryOfRegion(advertiser.country), sender: advertiser.sender },
  ];
  return approved.find((each) => each.country === country && each.sender.toLowerCase() === wanted);
}

/** All names and codes by which people know an advertiser, wherever they are approved. */
export const sendersOf = ({ sender, codes, senders = [] }: SenderOwner): string[] => [
  sender,
  ...codes,
  ...senders.map((each) => each.sender),
];
