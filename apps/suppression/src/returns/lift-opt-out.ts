import { Injectable } from '@nestjs/common';
import type { LiftDocument } from '@stopsms/contracts';
import { type Result, ok, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { OPT_OUTS_SQL } from '../opt-outs/opt-outs.store';
import { RecordReturns } from './record-returns';

interface Lift {
  /** Two requests with the same id are one lift. */
  id: string;
  recipientKey: string;
  /** An advertiser, or a stream of it. */
  scope: string;
  by: string;
  reason: string;
  document: LiftDocument;
  /** Number to notify, and the code that takes STOP. */
  msisdn: string;
  region: string;
  code: string;
}

interface Lifted {
  /** True if the person is still opted out: of every advertiser as well, or of this one since, where the lift was requested before. */
  stillBlocked: boolean;
}

type LiftRefusal = { code: 'not-opted-out' | 'document-before-opt-out' };

/**
 * Ends an opt-out by decision of a named person, on a document of the recipient. Like any return it counts from the recipient's own act, so
 * a document from before the last STOP lifts nothing; and the recipient is notified by SMS.
 */
@Injectable()
export class LiftOptOut {
  constructor(
    private readonly database: Database,
    private readonly returns: RecordReturns,
  ) {}

  async execute({ id, by, reason, document, ...lift }: Lift): Promise<Result<Lifted, LiftRefusal>> {
    return this.database.run(async (tx) => {
      const [before] = await tx.query(OPT_OUTS_SQL.isReturnRecorded, [id]);
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
        if (lifted.length === 0) return refused({ code: await this.refusalOf(tx, lift) });
      }
      return ok({ stillBlocked: await this.isOut(tx, lift.recipientKey, [lift.scope, '*']) });
    });
  }

  private async refusalOf(tx: Tx, { recipientKey, scope }: Pick<Lift, 'recipientKey' | 'scope'>) {
    return (await this.isOut(tx, recipientKey, [scope]))
      ? ('document-before-opt-out' as const)
      : ('not-opted-out' as const);
  }

  private async isOut(tx: Tx, key: string, scopes: string[]): Promise<boolean> {
    const rows = await tx.query(OPT_OUTS_SQL.isOut, [key, scopes]);
    return rows.length > 0;
  }
}
