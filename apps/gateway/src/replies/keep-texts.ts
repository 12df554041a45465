import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import type { MoReceived } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';
import { wellFormed } from '@stopsms/smpp';
import { Accounts } from '../accounts/accounts';
import { RECEIVED, REPLY_TEXTS_SQL } from './reply-texts.store';

/** Stores texts to codes of accounts that take replies, until they are attributed. */
@Injectable()
export class KeepTexts {
  constructor(
    private readonly accounts: Accounts,
    private readonly advertisers: AdvertiserDirectory,
    private readonly database: Database,
  ) {}

  async execute(texts: readonly MoReceived[]): Promise<void> {
    const ours = texts.filter(({ to, breach }) => breach === undefined && this.isTaken(to));
    if (ours.length === 0) return;
    const rows = RECEIVED.of(ours, ({ moId, recipientKey, from, to, text, part, receivedAt }) => ({
      ...{ moId, recipientKey, msisdn: from, code: to, receivedAt },
      text: wellFormed(text.replaceAll('\0', '')),
      reference: part?.reference ?? null,
      total: part?.total ?? null,
      sequence: part?.sequence ?? null,
    }));
    await this.database.query(REPLY_TEXTS_SQL.add, rows);
  }

  private isTaken(code: string): boolean {
    return this.advertisers
      .withCode(code)
      .some(({ id }) => this.accounts.ofAdvertiser(id).some(({ takesReplies }) => takesReplies));
  }
}
