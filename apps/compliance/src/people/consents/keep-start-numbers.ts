import { Injectable } from '@nestjs/common';
import type { Reply } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { CONSENTS_SQL, START_NUMBERS } from './consents.store';

const EVERY_MS = 3_600_000;
/** A STOP that an operator delivers later than this after the START that followed it ends in silence, and in the START. */
const KEPT_MS = 7 * 86_400_000;

export type ReceivedStart = { consentId: string; reply: Pick<Reply, 'recipientKey' | 'msisdn' | 'region' | 'code'> };

/** Keeps the numbers of persons who texted START for as long as an earlier opt-out may still arrive: the person is notified of its end too. */
@Injectable()
export class KeepStartNumbers extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Expired numbers of STARTs are not deleted; retrying';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  within(tx: Tx, starts: ReceivedStart[]): void {
    const known = starts.filter(({ reply }) => reply.msisdn !== undefined);
    if (known.length === 0) return;
    const rows = START_NUMBERS.of(known, ({ consentId, reply: { recipientKey, msisdn = '', region, code } }) => ({
      ...{ consentId, recipientKey, msisdn, region, code },
    }));
    tx.send(CONSENTS_SQL.keepStartNumbers, [...rows, this.clock.now()]);
  }

  async execute(): Promise<void> {
    await this.database.query(CONSENTS_SQL.deleteStartNumbersBefore, [this.clock.now() - KEPT_MS]);
  }
}

/** In the caller's transaction, like all else that is kept in clear of a person. */
export const eraseStartNumbers = (tx: Tx, recipientKeys: string[]): void =>
  tx.send(CONSENTS_SQL.deleteStartNumbers, [recipientKeys]);
