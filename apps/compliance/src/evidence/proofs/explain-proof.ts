import type { ConsentRecord } from '../../people/consents/find-consents';
import { actInWords } from './acts/act-words';
import type { MessageFacts } from './message-facts';
import type { SealedAct } from './sealing/act-leaf';
import { summarise } from './summarise-proof';
import { wouldChange } from './would-change';

/** Sentences for whoever has the person, or the advertiser, on the phone. */
export interface Explanation {
  happened: string[];
  wouldChange: string[];
}

export type ConsentSince = Pick<ConsentRecord, 'id' | 'status' | 'chain'>;

export function explainProof(
  facts: MessageFacts,
  advertiser: string | null,
  since: ConsentSince[],
  acts: readonly SealedAct[],
): Explanation {
  const name = advertiser ?? facts.request.advertiserId;
  return {
    happened: [...summarise(facts, name), ...since.flatMap(describeSince), ...acts.map(describeAct)],
    wouldChange: wouldChange(facts, name),
  };
}

/** `On 2026-11-25T10:00:00.000Z, Anne (person) started the campaign.` */
function describeAct({ at, who, operation }: SealedAct): string {
  return `On ${at}, ${who.name ?? who.subject ?? 'somebody'} (${who.kind}) ${actInWords(operation)}.`;
}

function describeSince({ status, chain }: ConsentSince): string[] {
  const last = chain.at(-1);
  if (!last || status === 'granted') return [];
  return status === 'withdrawn'
    ? [`The person withdrew the consent on ${last.at}.`]
    : [`The person withdrew the consent since, and gave it again on ${last.at}.`];
}
