import type { Advertiser } from '@stopsms/contracts';
import type { DecisionReason } from '../../rules/reasons/decision-reasons';
import type { Capped } from './judge-caps';

/** @param waits - the message waits for its turn */
export function capReachedReason(
  { name }: Pick<Advertiser, 'name'>,
  { adverts, hours, of, nextAt }: Capped,
  region: string | undefined,
  waits: boolean,
): DecisionReason {
  const many = adverts === 1 ? '1 advert' : `${adverts} adverts`;
  const by = of === 'country' ? `by the law of ${region}` : 'by its own frequencyCaps';
  const stretch = hours % 24 === 0 && hours > 24 ? `${hours / 24} days` : hours === 1 ? '1 hour' : `${hours} hours`;
  const then = waits
    ? 'it waits until then'
    : 'ask again from then on with a new message id, or with whenCapped hold, and it waits';
  const detail = `The recipient has had ${many} of ${name} within ${stretch}, and ${by} may get no more. The next may leave from ${new Date(nextAt).toISOString()} on: ${then}.`;
  return { code: 'CAP_REACHED', detail };
}
