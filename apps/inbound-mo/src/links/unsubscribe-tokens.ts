import { Injectable } from '@nestjs/common';
import { mergeCalls } from '@stopsms/messaging';
import { Database } from '@stopsms/persistence';
import type { LinksSql } from './links.sql';
import { LINKS_SQL } from './links.store';

/** The unsubscribe link of one text. */
export interface UnsubscribeLink {
  token: string;
  recipientKey: string;
  /** Absent once it was erased: the key opts out all the same. */
  msisdn?: string;
  advertiserId: string;
  /** Language of the text, ISO 639-1; absent if compliance was not sure of it. */
  language?: string;
  /** Epoch ms; absent while the button was never pressed. */
  pressedAt?: number;
}

interface Question {
  token: string;
  answer?: UnsubscribeLink;
}

type Row = LinksSql['find']['row'];

const TOKENS_PER_STATEMENT = 1_000;

/** The links that were sent, by their tokens. */
@Injectable()
export class UnsubscribeTokens {
  /**
   * One statement at a time, for all that are asked meanwhile: strangers can ask for as many tokens as they like, and
   * must not take the database from whoever says STOP.
   */
  private readonly ask = mergeCalls<Question>((questions) => this.answer(questions), TOKENS_PER_STATEMENT, 1);

  constructor(private readonly database: Database) {}

  /** Undefined for a token that was never sent or has expired. */
  async find(token: string): Promise<UnsubscribeLink | undefined> {
    const question: Question = { token };
    await this.ask([question]);
    return question.answer;
  }

  private async answer(questions: Question[]): Promise<void> {
    const tokens = [...new Set(questions.map(({ token }) => token))];
    const rows = await this.database.query(LINKS_SQL.find, [tokens]);
    const known = new Map(rows.map((row) => [row.token, toLink(row)]));
    for (const question of questions) {
      const answer = known.get(question.token);
      if (answer) question.answer = answer;
    }
  }
}

const toLink = ({ msisdn, language, pressedAt, ...row }: Row): UnsubscribeLink => ({
  ...row,
  ...(msisdn !== null && { msisdn }),
  ...(language !== null && { language }),
  ...(pressedAt !== null && { pressedAt }),
});
