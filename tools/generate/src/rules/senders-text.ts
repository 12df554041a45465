import { cited } from './cited';
import type { PackText } from './read-packs';

// Rules of senders and of opt-outs, as a lawyer reads them.

const SENDERS: Record<string, (rules: PackText['senders']) => string> = {
  any: () => 'A text is sent under any name that is approved for its advertiser.',
  registered: ({ registry, generic }) =>
    `A text is sent only under a name whose approval states its registration in ${registry}${generic ? `, and never under a generic one (digits and symbols ignored: ${generic})` : ''}.`,
  'generic-registered': ({ registry, generic }) =>
    `A text is sent under any name that is approved for its advertiser; under a generic one (digits ignored: ${generic}) if its approval states ${registry}.`,
  none: () => 'A name reaches no handset: a text leaves from a short code or a number that is approved there.',
};
const characters = ({ names, symbols = '' }: PackText['senders']): string =>
  names === 'none'
    ? ''
    : ` It has letters and digits${symbols && `, and between them single spaces or ${[...symbols.trim()].map((each) => `\`${each}\``).join(' ')}`}.`;

const NAMED: Record<string, string> = {
  'sender-or-text': 'by a name as its sender or in its text',
  text: 'in its text',
};
const INFORMATIVE_OPT_OUTS: Record<string, string> = {
  everybody: 'Only an opt-out from all advertisers blocks an informative message',
  advertiser: 'An opt-out from its advertiser blocks an informative message too',
};
const WEB: Record<string, string> = {
  'by-day': 'by day, from 08:00 to 22:00',
  'at-once': 'at once, at night too',
};

export const senders = (pack: PackText): string =>
  [
    `${SENDERS[pack.senders.names]?.(pack.senders)}${characters(pack.senders)} Sources: ${cited(pack, pack.senders)}.`,
    `An advert names its advertiser ${NAMED[pack.identity.named_in]}. Sources: ${cited(pack, pack.identity)}.`,
    `${INFORMATIVE_OPT_OUTS[pack.opt_out.informative_heeds]}; no opt-out ends by itself. Sources: ${cited(pack, pack.opt_out)}.`,
    `An opt-out on the unsubscribe page is confirmed by SMS ${WEB[pack.confirmation.web]}. Sources: ${cited(pack, pack.confirmation)}.`,
  ].join('\n\n');
