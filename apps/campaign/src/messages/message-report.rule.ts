import { type MessageEvent, type MessageProgress, mergeProgress, progressOf } from './message-progress.rule';

/** Progress of a message in one record. */
export interface ProgressReport {
  messageId: string;
  advertiserId: string | null;
  recipientKey: string | null;
  category: string | null;
  event: MessageEvent;
}

/** All that was reported of a message since it was written last; its event is the first that arrived. */
export type MessageReport = ProgressReport & { progress: MessageProgress };

/** Adds a report; in which order they arrive does not matter. */
export function addReport(known: MessageReport | undefined, report: ProgressReport): MessageReport {
  const progress = progressOf(report.event);
  if (!known) return { ...report, progress };
  return {
    messageId: known.messageId,
    advertiserId: known.advertiserId ?? report.advertiserId,
    recipientKey: known.recipientKey ?? report.recipientKey,
    category: known.category ?? report.category,
    event: known.event,
    progress: mergeProgress(known.progress, progress),
  };
}

/** One for each message, since one statement cannot touch a row twice. */
export function mergeReports(reports: readonly ProgressReport[]): MessageReport[] {
  const messages = new Map<string, MessageReport>();
  for (const each of reports) messages.set(each.messageId, addReport(messages.get(each.messageId), each));
  return [...messages.values()];
}

/** Steps of an advert after which the next one usually follows within a second. */
const UNDER_WAY = new Set(['cleared', 'submitting', 'submitted']);
const CONCLUDED = new Set(['delivered', 'failed']);

/** True if nothing more is expected of a message for now, or if somebody waits for it: only adverts can wait. */
export function isComplete({ category, progress: { step, timeline } }: MessageReport): boolean {
  if (category !== null && category !== 'marketing') return true;
  if (UNDER_WAY.has(step)) return false;
  if (!CONCLUDED.has(step)) return true;
  const events = Object.values(timeline);
  return events.some(({ event }) => event === 'cleared') && events.some(({ event }) => event === 'submitted');
}
