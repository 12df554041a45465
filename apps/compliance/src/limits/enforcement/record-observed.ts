import type { Tx } from '@stopsms/persistence';
import type { Decided } from '../../rules/message';
import { ERASED_OBSERVED, OBSERVED, OBSERVED_SQL } from './observed.store';

/** Records what full enforcement would have refused or held; one statement for the batch, none where everything is enforced. */
export function recordObserved(tx: Tx, decisions: readonly Decided[]): void {
  const rows = decisions.flatMap(({ candidate: { request }, recipient, outcome, enforcement, at }) => {
    const observed = outcome.verdict === 'cleared' ? outcome.observed : undefined;
    const decisive = observed?.[0];
    if (!decisive || !enforcement || !recipient) return [];
    return [
      {
        messageId: request.id,
        advertiserId: request.advertiserId,
        campaignId: request.campaignId ?? null,
        recipientKey: recipient.key,
        level: enforcement.level,
        ...decisive,
        codes: observed.map(({ code }) => code).join(' '),
        at,
      },
    ];
  });
  if (rows.length > 0) tx.send(OBSERVED_SQL.record, OBSERVED.of(rows));
}

/** Deletes the observed messages of persons who requested erasure; daily counts concern nobody. */
export const eraseObserved = (tx: Tx, erased: readonly { recipientKey: string; scope: string }[]): void =>
  tx.send(OBSERVED_SQL.erase, ERASED_OBSERVED.of(erased));
