import { Injectable } from '@nestjs/common';
import type { LiftDocument } from '@stopsms/contracts';
import { type Result, ok, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { RecordReturns } from './record-returns';

export interface Lift {
  /** The same lift asked for twice is one. */
  id: string;
  recipientKey: string;
  /** An advertiser's, or a stream of it. */
  scope: string;
  by: string;
  reason: string;
  document: LiftDocument;
  /** Whom to tell, and the code to which STOP is answered. */
  msisdn: string;
  region: string;
  code: string;
}

export interface Lifted {
  /** The person is out all the same: of every advertiser as well, or of this one since, where the lift was asked for before. */
  stillBlocked: boolean;
}

export type LiftRefusal = { code: 'not-opted-out' | 'document-before-opt-out' };

/**
 * A named person of the platform ends an opt-out on a document of the person's. As any return it counts by the instant of the
 * person's own act, so a document of before the last STOP lifts nothing; and the person is told by SMS.
 */
@Injectable()
export class LiftOptOut {
  constructor(
    private readonly database: Database,
    private readonly returns: RecordReturns,
  ) {}

  async execute({ id, by, reason, document, ...lift }: Lift): Promise<Result<Lifted, LiftRefusal>> {
    return this.database.run(async (tx) => {
      const [before] = await tx.query(`SELECT FROM opt_out_event WHERE cause_id = $1 AND change = 'returned'`, [id]);
      if (!before) {
        const request = {
          ...lift,
          causeId: id,
          source: 'api' as const,
          evidenceId: id,
          reason,
          by,
          document,
          at: document.at,
        };
        const lifted = await this.returns.within(tx, [request]);
        if (lifted.length === 0) return refused({ code: await this.why(tx, lift) });
      }
      return ok({ stillBlocked: await this.isOut(tx, lift.recipientKey, [lift.scope, '*']) });
    });
  }

  private async why(tx: Tx, { recipientKey, scope }: Pick<Lift, 'recipientKey' | 'scope'>) {
    return (await this.isOut(tx, recipientKey, [scope]))
      ? ('document-before-opt-out' as const)
      : ('not-opted-out' as const);
  }

  private async isOut(tx: Tx, key: string, scopes: string[]): Promise<boolean> {
    const rows = await tx.query(`SELECT FROM opt_out WHERE recipient_key = $1 AND scope = ANY($2) AND state = 'out'`, [
      key,
      scopes,
    ]);
    return rows.length > 0;
  }
}
