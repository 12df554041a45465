import type { ConsentRecord } from '../../people/consents/find-consents';
import { auditEventInWords } from '../audit/events/audit-event-words';
import type { MessageFacts } from '../facts/message-facts';
import type { SealedAuditEvent } from '../trees/audit-event-leaf';
import { summarise } from './summarise-proof';
import { wouldChange } from './would-change';

/** Explanation for support staff. */
export interface Explanation {
  happened: string[];
  wouldChange: string[];
}

type ConsentSince = Pick<ConsentRecord, 'id' | 'status' | 'chain'>;

export function explainProof(
  facts: MessageFacts,
  advertiser: string | null,
  since: ConsentSince[],
  events: readonly SealedAuditEvent[],
): Explanation {
  const name = advertiser ?? facts.request.advertiserId;
  return {
    happened: [...summarise(facts, name), ...since.flatMap(describeSince), ...events.map(describeAuditEvent)],
    wouldChange: wouldChange(facts, name),
  };
}

/** `On 2026-11-25T10:00:00.000Z, Anne (person) started the campaign.` */
function describeAuditEvent({ at, who, operation }: SealedAuditEvent): string {
  return `On ${at}, ${who.name ?? who.subject ?? 'somebody'} (${who.kind}) ${auditEventInWords(operation)}.`;
}

function describeSince({ status, chain }: ConsentSince): string[] {
  const last = chain.at(-1);
  if (!last || status === 'granted') return [];
  return status === 'withdrawn'
    ? [`The person withdrew the consent on ${last.at}.`]
    : [`The person withdrew the consent since, and gave it again on ${last.at}.`];
}
