import { type OptOut, type OptOutRecord, optOutKey, optOuts } from '@stopsms/contracts';
import type { OutboxRecord } from '@stopsms/outbox';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { changeRecord, optOutChanged } from './suppression.opt-out-changed.v1';

export { type OptOutRecord, optOuts };

/**
 * One record per scope, dated as its opt-out begins. They lie in one partition, so the event that follows the last of them has a position that is
 * past them all.
 */
export function optOutRecords(
  request: OptOutRequest,
  begun: { scope: string; episodeId: string; at: number }[],
): OutboxRecord<OptOutRecord>[] {
  const { recipientKey, source, evidenceId, traceparent } = request;
  const latest = Math.max(...begun.map(({ at }) => at));
  return begun.map(({ scope, episodeId, at }, index) => {
    const value: OptOut = { state: 'out', scope, episodeId, at, source, evidenceId };
    const event = changeRecord({ ...request, at: latest }, 'opted-out', begun);
    return {
      key: optOutKey(recipientKey, scope),
      value,
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(index < begun.length - 1 ? {} : { followUp: { topic: optOutChanged, record: event, field: 'position' } }),
    };
  });
}

/** Opt-out as it is on the list now. */
type CurrentOptOut = OptOut & { recipientKey: string };

/** Record for a topic that lost it. Nothing has changed, so no event follows. */
export const currentRecord = ({ recipientKey, ...value }: CurrentOptOut): OutboxRecord<OptOutRecord> => ({
  key: optOutKey(recipientKey, value.scope),
  value,
});

/**
 * Takes a recipient from the list as if never seen; only a written erasure does that
 * (docs/law/retention.md#forgetting-the-opt-out).
 */
export const tombstones = (forms: readonly string[], scopes: readonly string[]): OutboxRecord<null>[] =>
  forms.flatMap((key) => scopes.map((scope) => ({ key: optOutKey(key, scope), value: null })));

/** The same entries go on under keys of another generation: here they end, and nobody comes back. */
export const movedFrom = (
  entries: readonly CurrentOptOut[],
  formerly: (recipientKey: string) => string,
): OutboxRecord<null>[] =>
  entries.map(({ recipientKey, scope }) => ({
    key: optOutKey(formerly(recipientKey), scope),
    value: null,
    moved: true,
  }));
