import type { NumberState } from './number-state';

interface NumberExplained {
  state: NumberState['state'] | 'no-failure-known';
  explanation: string;
  /** Messages that should not be tried. */
  unfit: ('marketing' | 'informative' | 'service')[];
  since?: string;
  lastFailureAt?: string;
  evidence?: { messageId: string; provider: string; stat: string; error?: string };
}

const UNFIT: Record<NumberState['state'], NumberExplained['unfit']> = {
  unreachable: [],
  suspended: ['marketing'],
  invalid: ['marketing', 'informative', 'service'],
};

/** Explains the state of a number by its receipts. */
export function explainNumber(known: NumberState | undefined): NumberExplained {
  if (!known)
    return { state: 'no-failure-known', explanation: 'No failed delivery speaks against this number.', unfit: [] };
  const { state, messageId, provider, stat, error } = known;
  const [since, lastFailureAt] = [known.since, known.lastFailureAt].map((at) => new Date(at).toISOString());
  return {
    state,
    explanation: words(known, since ?? '', lastFailureAt ?? ''),
    unfit: UNFIT[state],
    ...{ since: since ?? '', lastFailureAt: lastFailureAt ?? '' },
    evidence: { messageId, provider, stat, ...(error !== undefined && { error }) },
  };
}

function words({ state, provider, stat, error }: NumberState, since: string, last: string): string {
  const said = `${stat}${error === undefined ? '' : `, error ${error}`}`;
  if (state === 'invalid')
    return `The number is invalid: operator ${provider} reported for good that nobody has it (${said}), first on ${since}. This is no opt-out. It ends when a text comes from the number.`;
  if (state === 'suspended')
    return `The number is suspended for adverts: nothing reached it from ${since} to ${last} (${said}), so it may have been given to somebody else, who agreed to nothing. This is no opt-out. A later delivery does not end it, only a text from the number does.`;
  return `The last messages did not reach the number, from ${since} to ${last} (${said}). It is tried on; one delivery ends this, and if none comes for long it is suspended for adverts.`;
}
