import { segment } from '@stopsms/kernel';
import type { Obstacle } from '../../rules/message';
import type { Observed } from '../../rules/reasons/enforcement';
import type { Decision } from '../core/facts';

const HOUR_MS = 3_600_000;

/** Recipients with the same decision. */
export interface OutcomeGroup {
  outcome: 'cleared' | 'held' | 'refused';
  /** Reason code; absent if cleared. */
  code?: string;
  /** Detail of one of them, only where it concerns the text or the country, so that it names no person. */
  detail?: string;
  /** True if text, sender or country decide, whoever the recipient is. */
  ofText: boolean;
  region: string;
  /** Time zones of the numbers' area codes, where known. */
  timeZones?: readonly string[];
  /** Epoch ms at which a held message is due, for caps to the hour; absent where only a person ends the wait. */
  until?: number;
  /** Epoch ms at which its window closes; absent without a window. */
  closesAt?: number;
  /** Decision of full enforcement about a cleared message; absent if the same. */
  observed?: Observed;
  /** Segments of messages that are sent now or later. */
  parts?: number;
  count: number;
}

/**
 * Decisions counted by what they have in common. There are as many groups as there are reasons, regions and hours, so few.
 * @param isOfText - whether what was decided would be decided of everybody there
 */
export function tallyOutcomes(
  decisions: readonly Decision[],
  isOfText: (decision: Decision) => boolean,
): OutcomeGroup[] {
  const groups = new Map<string, OutcomeGroup>();
  const partsOf = partsOfTexts();
  for (const decision of decisions) {
    const group = groupOf(decision, partsOf, decision.outcome.verdict !== 'cleared' && isOfText(decision));
    const { detail: _, ...same } = group;
    const key = JSON.stringify(same);
    const known = groups.get(key);
    if (known) known.count += 1;
    else groups.set(key, group);
  }
  return [...groups.values()];
}

/** Many get the same text. */
function partsOfTexts(): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    const parts = known.get(text) ?? segment(text).parts.length;
    known.set(text, parts);
    return parts;
  };
}

function groupOf(decision: Decision, partsOf: (text: string) => number, ofText: boolean): OutcomeGroup {
  const { candidate, outcome, recipient, text } = decision;
  const obstacle = outcome.verdict === 'cleared' ? undefined : outcome;
  const until = outcome.verdict === 'held' ? lookedAtAgain(outcome) : undefined;
  const closesAt = outcome.verdict === 'cleared' ? outcome.windowClosesAt : undefined;
  const observed = outcome.verdict === 'cleared' ? outcome.observed?.[0] : undefined;
  // What leaves although its faults are only observed has no final text of its own.
  const leaving = outcome.verdict === 'cleared' ? outcome.text : text?.finalText;
  return {
    outcome: outcome.verdict,
    ...(obstacle && { code: obstacle.code }),
    ...(obstacle && ofText && { detail: obstacle.detail }),
    ofText,
    region: recipient?.region ?? candidate.request.country ?? '',
    ...(recipient?.timeZones && { timeZones: recipient.timeZones }),
    ...(until !== undefined && { until }),
    ...(closesAt !== undefined && { closesAt }),
    ...(observed && { observed }),
    ...(outcome.verdict !== 'refused' && leaving !== undefined && { parts: partsOf(leaving) }),
    count: 1,
  };
}

/** Windows open for all at once; when a cap allows one more is everybody's own, and would make as many groups as people. */
function lookedAtAgain({ until, code }: Extract<Obstacle, { verdict: 'held' }>): number | undefined {
  if (!Number.isFinite(until)) return undefined;
  return code === 'CAP_REACHED' ? Math.ceil(until / HOUR_MS) * HOUR_MS : until;
}
