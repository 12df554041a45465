import { isSampled } from '@stopsms/kernel';
import { childSpan, endSpan, linkTo, traceparentOf } from '@stopsms/tracing';
import type { RecentSend } from '../receipts/recent-send';
import type { Reply } from '../produces/inbound-mo.replies.v1';

/**
 * A handset hands no trace back, so an MO comes in under one of its own. Once it is known which text it answers, what
 * comes of it continues that text's trace: one trace from the request to the confirmation. The two point at each other.
 * @param own - of the MO
 * @param sends - to this person, as it was attributed by
 * @returns the trace to continue; `own` where the text is not known or nobody records its trace
 */
export function continueTrace(reply: Reply, own: string, sends: readonly RecentSend[]): string {
  const answered = traceOfAnswered(reply, sends);
  if (answered === undefined || !isSampled(answered)) return own;
  const attributes = { 'stopsms.reply.id': reply.replyId, 'stopsms.reply.tier': reply.tier };
  const incoming = childSpan(own, 'read reply', { kind: 'internal', attributes });
  const links = incoming ? [traceparentOf(incoming)] : [];
  const continuing = childSpan(answered, 'read reply', { kind: 'internal', attributes, links });
  if (!continuing) return answered;
  if (incoming) linkTo(incoming, traceparentOf(continuing));
  endSpan(incoming);
  endSpan(continuing);
  return traceparentOf(continuing);
}

/** Returns the trace of the latest text of the most likely advertiser. */
function traceOfAnswered({ attributed, advertisers }: Reply, sends: readonly RecentSend[]): string | undefined {
  if (!attributed) return undefined;
  const sureness = new Map(advertisers.map(({ advertiserId, confidence }) => [advertiserId, confidence]));
  const likely = (send: RecentSend) => sureness.get(send.advertiserId) ?? -1;
  const [answered] = sends.filter((send) => likely(send) >= 0).sort((a, b) => likely(b) - likely(a) || b.at - a.at);
  return answered?.traceparent ?? undefined;
}
