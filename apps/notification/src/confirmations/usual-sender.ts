import { countryOfRegion } from '@stopsms/kernel';

/**
 * Countries where a name reaches no handset, but a code or a number does. `npm run check` compares them with the rule packs of compliance.
 */
export const NAMELESS: ReadonlySet<string> = new Set(['US', 'CA']);

interface Senders {
  sender: string;
  /** Approved, by country. */
  senders?: readonly { country: string; sender: string }[] | undefined;
}

const isName = (sender: string): boolean => /[A-Za-z]/.test(sender);

/**
 * Returns the sender of an advertiser for a person who texted no code: its own, or where that is not approved in the country of the
 * number, one that is.
 * @param region - ISO 3166 alpha-2 of the recipient's number
 * @returns undefined where no sender of it would reach them
 */
export function usualSender({ sender, senders = [] }: Senders, region: string | undefined): string | undefined {
  const country = countryOfRegion(region ?? '');
  const there = senders.filter((each) => each.country === country).map((each) => each.sender);
  if (NAMELESS.has(country)) return there.find((each) => !isName(each));
  return there.includes(sender) ? sender : (there[0] ?? sender);
}
