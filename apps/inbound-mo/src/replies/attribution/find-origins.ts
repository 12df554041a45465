import { Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import { ORIGINS, RECEIPTS_SQL } from '../../receipts/receipts.store';
import type { RecentSend } from '../../receipts/recent-send';
import type { WholeMo } from '../join-parts';

/** Finds the texts that replies answer, where their operators name them. */
@Injectable()
export class FindOrigins {
  /** One query for all, none if no operator names one. @returns texts by the id of the reply */
  async execute(tx: Tx, mos: readonly WholeMo[]): Promise<ReadonlyMap<string, RecentSend>> {
    const named = mos.filter(({ origin }) => origin !== undefined);
    if (named.length === 0) return new Map();
    const rows = await tx.query(
      RECEIPTS_SQL.origins,
      ORIGINS.of(named, ({ moId, recipientKey, provider, origin }) => ({
        id: moId,
        recipientKey,
        provider,
        messageId: origin?.messageId ?? null,
        smscId: origin?.smscId ?? null,
      })),
    );
    return new Map(rows.map(({ id, ...send }) => [id, send]));
  }
}
