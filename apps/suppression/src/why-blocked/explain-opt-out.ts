import { ALL_ADVERTISERS } from '@stopsms/kernel';

// For a support agent with a person on the phone: what happened, in words, and what would change it.

interface OptOutFacts {
  scope: string;
  state: 'out' | 'back';
  source: string;
  since: Date;
}

interface OptOutExplained {
  scope: string;
  explanation: string;
  /** Act that would change it. */
  lift: string;
}

/** Origin of an opt-out, by source. */
const HAPPENED: Record<string, string> = {
  sms: 'the person answered a text in a way that was read as STOP',
  web: 'the person used the unsubscribe page',
  api: 'somebody entered it through the API, on the person’s behalf',
  import: 'it was on a list that another platform had kept',
  provider: 'the operator has the number on a STOP list of its own',
  complaint: 'the person complained, to 33700, the operator or somebody else who forwarded it',
  erasure:
    'the person asked that their data be erased; all that is kept is a keyed hash of the number, so that it is not texted again',
};

/** @param name - the advertiser's, as recipients know it */
export function explainOptOut({ scope, state, source, since }: OptOutFacts, name: string): OptOutExplained {
  const on = since.toISOString();
  if (state === 'back') {
    return {
      scope,
      explanation: `The number had opted out and came back on ${on}: ${cameBack(source)}. ${reach(scope, name)} may text it again, within its consent.`,
      lift: 'Nothing blocks here any more. A new STOP would.',
    };
  }
  return {
    scope,
    explanation: `Blocked since ${on}: ${HAPPENED[source] ?? `recorded by ${source}`}. ${blocks(scope, name)}`,
    lift: `${lifts(scope, name, on)} ${NEW_HOLDER}`,
  };
}

/**
 * Explains an opt-out to another account of the same legal entity.
 * @param said - the name of that account
 */
export function explainShared({ scope, source, since }: OptOutFacts, said: string, name: string): OptOutExplained {
  const on = since.toISOString();
  return {
    scope,
    explanation: `Blocked since ${on}: ${HAPPENED[source] ?? `recorded by ${source}`}, towards ${said}. ${said} and ${name} are accounts of one legal entity, or were then, and an opt-out holds for the entity.`,
    lift: `${lifts(scope, said, on)} ${name} needs a consent of after that too. ${NEW_HOLDER}`,
  };
}

const cameBack = (source: string): string =>
  source === 'sms'
    ? 'the person texted START'
    : 'a named person of the platform lifted it, on a document that `evidence` names';

const reach = (scope: string, name: string): string =>
  scope === ALL_ADVERTISERS
    ? 'Every advertiser'
    : scope.includes('/')
      ? `${name}, with its stream "${streamOf(scope)}",`
      : name;

function blocks(scope: string, name: string): string {
  if (scope === ALL_ADVERTISERS)
    return 'It holds for every advertiser of the platform, adverts and informative messages alike; one-time codes and answers to the person’s own texts still pass.';
  if (scope.includes('/'))
    return `It holds for one stream of ${name}, "${streamOf(scope)}"; everything else of ${name} still passes.`;
  return `It holds for all adverts of ${name}, whatever campaign, list or sender; its informative messages and other advertisers still pass.`;
}

/** docs/law/opt-outs.md#return and docs/law/numbers.md#new-holder. */
function lifts(scope: string, name: string, on: string): string {
  if (scope === ALL_ADVERTISERS)
    return 'No act towards one advertiser lifts it, not even a consent given to it later. The person can have it taken away by insisting in writing: POST /v1/erasures/complete.';
  return `Only the person, by texting START to the code of ${name} after ${on}, where a consent to ${name} is on record. A consent that ${name} reports is kept as evidence and lifts nothing, whatever its date; nor does an import or an API flag. A named person of the platform may lift it, on a document of the recipient’s of after that: POST /v1/opt-outs/lift.`;
}

const NEW_HOLDER =
  'If the number now belongs to somebody else, the opt-out stays all the same until the new holder consents and texts START: the number does not distinguish them.';

const streamOf = (scope: string): string => scope.slice(scope.indexOf('/') + 1);

/** Explanation for a number without an opt-out that concerns the advertiser. */
export const neverOptedOut = (name: string): string =>
  `No opt-out of this number concerns ${name}, and none did before. If adverts do not arrive all the same, ask compliance: POST /v1/consents/search shows whether there is a consent, GET /v1/messages/:id/proof why one message was refused or held.`;
