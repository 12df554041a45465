import { Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import { ORIGINS, RECEIPTS_SQL } from '../../receipts/receipts.store';
import type { RecentSend } from '../../receipts/recent-send';
import type { WholeMo } from '../join-parts';

/** Text that a reply answers. */
export interface Origin {
  /** Code a reply to it reaches. */
  replyCode: string | null;
  /** The text itself; absent if it answered the person's own act, and so was nobody's message. */
  send?: RecentSend;
}

/** Finds the texts that replies answer, where their operators name them. */
@Injectable()
export class FindOrigins {
  /** One query for all, none if no operator names one. @returns texts by the id of the reply */
  async execute(tx: Tx, mos: readonly WholeMo[]): Promise<ReadonlyMap<string, Origin>> {
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
    return new Map(
      rows.map(({ id, advertiserId, ...send }) => {
        const { replyCode } = send;
        return [id, { replyCode, ...(advertiserId !== null && { send: { advertiserId, ...send } }) }];
      }),
    );
  }
}
