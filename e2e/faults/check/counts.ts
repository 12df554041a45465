import { brokenSums } from '@stopsms/story';
import type { History, Violation } from './history';
import { type LinkedHistory, grouped } from './linked-history';
import { fateOf } from './outcomes';

const RULE = 'counts add up';

/** Every campaign's figures hold among themselves, and the topics and the handsets say the same. */
export function countsAddUp(linked: LinkedHistory): Violation[] {
  return linked.history.campaigns.flatMap((campaign) => {
    const { title, id, counts } = campaign;
    // What is held waits for its window, and is compared with the topics.
    const open = counts.pending + counts.queued + counts.awaitingReceipt;
    const seen = { ...decided(linked.history, id), ...sent(linked, id) };
    const differences = Object.entries(seen)
      .filter(([name, value]) => counts[name as keyof typeof seen] !== value)
      .map(([name, value]) => `${name}: the service says ${counts[name as keyof typeof seen]}, the topics ${value}`);
    const sentences = [
      ...brokenSums(campaign),
      ...(open > 0 ? [`${title}: ${open} messages have come to no end`] : []),
      ...differences.map((line) => `${title}: ${line}`),
      ...onHandsets(linked, id),
    ];
    return sentences.map((detail) => ({ rule: RULE, id, detail }));
  });
}

/** Made and decided: each message asked for once has a verdict, the last of which counts. */
function decided({ asked, verdicts }: History, campaignId: string) {
  const last = lastVerdicts(verdicts.filter((verdict) => verdict.campaignId === campaignId));
  const of = (what: string) => [...last.values()].filter((verdict) => verdict === what).length;
  const made = new Set(asked.filter((message) => message.campaignId === campaignId).map(({ id }) => id));
  const undecided = [...made].filter((id) => !last.has(id)).length;
  return { refused: of('refused'), held: of('held'), cleared: of('cleared'), pending: undecided };
}

const lastVerdicts = (verdicts: History['verdicts']) =>
  new Map(verdicts.map(({ messageId, verdict }) => [messageId, verdict]));

/**
 * Cleared and dispatched. A receipt says that it was submitted, whatever was reported. What the dispatcher gave back and was then
 * decided otherwise is cleared no more.
 */
function sent(linked: LinkedHistory, campaignId: string) {
  const last = lastVerdicts(linked.history.verdicts);
  const cleared = [...linked.messages.values()].filter(
    ({ messageId, campaignId: of }) => of === campaignId && last.get(messageId) === 'cleared',
  );
  const receipts = new Map(linked.history.receipts.map(({ messageId, outcome }) => [messageId, outcome]));
  const fates = cleared.map(({ messageId }) => {
    const fate = fateOf(linked.statusesOf(messageId));
    return fate === 'unknown' && receipts.has(messageId) ? 'submitted' : fate;
  });
  const of = (fate: string) => fates.filter((one) => one === fate).length;
  const outcomes = cleared.map(({ messageId }) => receipts.get(messageId));
  return {
    blocked: of('blocked'),
    expired: of('expired'),
    rejected: of('rejected'),
    unknown: of('unknown'),
    submitted: of('submitted'),
    queued: of('none'),
    delivered: outcomes.filter((outcome) => outcome === 'delivered').length,
    failed: outcomes.filter((outcome) => outcome === 'failed').length,
  };
}

/** Submitted ≤ shown ≤ submitted + unknown. */
function onHandsets(linked: LinkedHistory, campaignId: string): string[] {
  const messages = grouped(
    [...linked.messages.values()].filter((message) => message.campaignId === campaignId),
    ({ messageId }) => fateOf(linked.statusesOf(messageId)),
  );
  const shown = [...messages.values()].flat().filter(({ messageId }) => linked.textsOf(messageId).length > 0).length;
  const submitted = messages.get('submitted')?.length ?? 0;
  const unknown = messages.get('unknown')?.length ?? 0;
  if (submitted <= shown && shown <= submitted + unknown) return [];
  return [`${shown} adverts are on handsets where ${submitted} were submitted and ${unknown} are unknown`];
}
