import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { LINKS_SQL, RETURNS } from './links.store';

interface ReturnOfPerson {
  recipientKey: string;
  advertiserId: string;
  /** Epoch ms, of the person's own act. */
  at: number;
}

/** Forgets that the button was pressed, once the person came back: the page must not say that the opt-out is noted already. */
@Injectable()
export class ReopenLinks {
  constructor(private readonly database: Database) {}

  async execute(returns: ReturnOfPerson[]): Promise<void> {
    if (returns.length === 0) return;
    await this.database.query(LINKS_SQL.reopen, RETURNS.of(returns));
  }
}
