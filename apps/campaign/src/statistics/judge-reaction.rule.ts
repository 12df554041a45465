// What recipients' reaction to a campaign leads to (docs/law/complaints.md#what-it-leads-to): a high STOP rate raises an alert, a
// higher one or complaints stop the campaign before it does more harm.

export type PauseCode = 'STOP_RATE' | 'COMPLAINTS';

/** Rates are parts of 1. */
export interface ReactionLimits {
  /** STOP rate above which an alert is raised, and after how many delivered: among the first few one STOP says nothing. */
  alertRate: number;
  alertAfter: number;
  /** STOP rate above which the campaign pauses itself, and after how many delivered. */
  pauseRate: number;
  pauseAfter: number;
  /** Complaints within 24 hours with which it pauses itself, if they are also more than this part of the delivered. */
  complaints: number;
  complaintRate: number;
}

/** Reactions to one campaign since a person last resumed it. */
interface Reaction {
  delivered: number;
  optedOut: number;
  /** Most complaints within any 24 hours. */
  complaints: number;
}

export interface Judgement {
  /** Explanation for people of what is too high. */
  alert?: string;
  pause?: { code: PauseCode; detail: string };
}

export function judgeReaction({ delivered, optedOut, complaints }: Reaction, limits: ReactionLimits): Judgement {
  const isAbove = (rate: number, after: number) => delivered >= after && optedOut > rate * delivered;
  const stops = `${optedOut} of ${delivered} recipients opted out (${percent(optedOut / delivered)})`;
  const alert = isAbove(limits.alertRate, limits.alertAfter)
    ? { alert: `${stops}, more than ${percent(limits.alertRate)}.` }
    : {};
  if (complaints >= limits.complaints && complaints > limits.complaintRate * delivered) {
    const detail = `${complaints} complaints within 24 hours about ${delivered} delivered, more than ${percent(limits.complaintRate)}.`;
    return { ...alert, pause: { code: 'COMPLAINTS', detail } };
  }
  if (!isAbove(limits.pauseRate, limits.pauseAfter)) return alert;
  return { ...alert, pause: { code: 'STOP_RATE', detail: `${stops}, more than ${percent(limits.pauseRate)}.` } };
}

/** `5.4 %` */
const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
