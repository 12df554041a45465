import { Injectable } from '@nestjs/common';
import type { OptOutChanged } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { NotificationMetrics } from '../notification-metrics';
import { OPT_OUTS, SERVICE_MESSAGES_SQL } from '../service-messages/service-messages.store';

/** Gives up confirmations that wait for the day and that a later change has made untrue. */
@Injectable()
export class ExpireOutdated {
  constructor(
    private readonly clock: Clock,
    private readonly metrics: NotificationMetrics,
  ) {}

  async execute(tx: Tx, changes: readonly OptOutChanged[]): Promise<void> {
    const expired = (await Promise.all([this.expireOptOuts(tx, changes), this.expireReturns(tx, changes)])).flat();
    if (expired.length > 0)
      tx.afterCommit(() => expired.forEach(({ kind, lang }) => this.metrics.entered(kind, lang, 'expired')));
  }

  /** Expires confirmations whose opt-outs have ended: the person would read that they are opted out. */
  private async expireOptOuts(tx: Tx, changes: readonly OptOutChanged[]) {
    const returned = changes.filter(({ change }) => change === 'returned');
    if (returned.length === 0) return [];
    const episodeIds = returned.flatMap(({ optOuts }) => optOuts.map(({ episodeId }) => episodeId));
    const recipientKeys = returned.map(({ recipientKey }) => recipientKey);
    const rows = await tx.query(SERVICE_MESSAGES_SQL.expireReturned, [recipientKeys, episodeIds, this.clock.now()]);
    return rows.filter(({ state }) => state === 'expired');
  }

  /** Expires confirmations of returns that a later opt-out has undone: the person would read that adverts come again. */
  private async expireReturns(tx: Tx, changes: readonly OptOutChanged[]) {
    const optOuts = changes.filter(({ change }) => change !== 'returned').flatMap(toRows);
    if (optOuts.length === 0) return [];
    return tx.query(SERVICE_MESSAGES_SQL.expireUndone, [...OPT_OUTS.of(optOuts), this.clock.now()]);
  }
}

const toRows = ({ recipientKey, optOuts, position }: OptOutChanged) =>
  optOuts.map(({ advertiserId }) => ({ key: recipientKey, advertiserId, recordOffset: position?.offset ?? null }));
