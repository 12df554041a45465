import { Injectable } from '@nestjs/common';
import { deterministicId } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { type Return, addReturns } from '../../produces/compliance.returns.v1';
import { SCOPES } from './recipients.store';
import type { ConsentsSql } from './consents.sql';
import { CONSENTS_SQL } from './consents.store';

/**
 * Publishes each opt-out lifted by a START that was texted after it and received before it; called once the opt-out is
 * committed. A consent reported by an advertiser lifts none, whatever its date, or whoever has its key could end a STOP.
 * Publishing twice changes nothing, since the same pair has the same id.
 * @see docs/law/opt-outs.md#race
 */
@Injectable()
export class AnnounceReturns {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** @param scopes - scopes other than an advertiser's are passed over: a START is for one advertiser */
  async execute(scopes: { recipientKey: string; scope: string }[]): Promise<void> {
    if (scopes.length === 0) return;
    const rows = await this.database.query(CONSENTS_SQL.startsAfterOptOuts, SCOPES.of(scopes));
    if (rows.length === 0) return;
    await this.database.run((tx) => addReturns(this.outbox, tx, rows.map(toReturn)));
  }
}

const toReturn = ({
  episodeId,
  grantedAt,
  msisdn,
  region,
  code,
  ...row
}: ConsentsSql['startsAfterOptOuts']['row']): { value: Return } => ({
  value: {
    ...row,
    returnId: deterministicId('return', row.consentId, episodeId),
    outcome: 'granted',
    cause: 'start',
    at: grantedAt,
    ...(msisdn !== null && { msisdn }),
    ...(region !== null && { region }),
    ...(code !== null && { code }),
  },
});
