import type { ConsentRecord } from '../consents/find-consents';
import type { MessageFacts } from './message-facts';
import { summarise } from './summarise-proof';
import { wouldChange } from './would-change';

/** Sentences for whoever has the person, or the advertiser, on the phone. */
export interface Explanation {
  happened: string[];
  wouldChange: string[];
}

export type ConsentSince = Pick<ConsentRecord, 'id' | 'status' | 'chain'>;

export function explainProof(facts: MessageFacts, advertiser: string | null, since: ConsentSince[]): Explanation {
  const name = advertiser ?? facts.request.advertiserId;
  return {
    happened: [...summarise(facts, name), ...since.flatMap(describeSince)],
    wouldChange: wouldChange(facts, name),
  };
}

function describeSince({ status, chain }: ConsentSince): string[] {
  const last = chain.at(-1);
  if (!last || status === 'granted') return [];
  return status === 'withdrawn'
    ? [`The person withdrew the consent on ${last.at}.`]
    : [`The person withdrew the consent since, and gave it again on ${last.at}.`];
}
