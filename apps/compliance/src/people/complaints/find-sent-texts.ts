import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { Sighting } from './judge-sightings';
import { MAX_TEXTS, REPORTED, SENT_TEXTS_SQL } from './sent-texts.store';

export interface SentText {
  textId: string;
  text: string;
}

/** Instants in epoch ms, both included; lengths in UTF-16 units, of which PostgreSQL counts two as one at most. */
interface Around {
  from: number;
  to: number;
  shortest: number;
  longest: number;
}

/** Was this text sent in that time, and to whom? */
interface Question {
  reportId: string;
  textId: string;
  recipientKey: string | undefined;
  from: number;
  to: number;
}

@Injectable()
export class FindSentTexts {
  constructor(private readonly database: Database) {}

  /**
   * Texts that left with a sender, each once.
   * @param sender - in lower case
   * @returns undefined when there are more than can be compared
   */
  async ofSender(sender: string, advertiserIds: string[], around: Around): Promise<SentText[] | undefined> {
    const texts = await this.database.query(SENT_TEXTS_SQL.ofSender, [
      sender,
      advertiserIds,
      around.from,
      around.to,
      around.shortest,
      around.longest,
    ]);
    return texts.length > MAX_TEXTS ? undefined : texts;
  }

  /** Returns the matching texts of each report that has any. */
  async sightings(questions: Question[]): Promise<Map<string, Sighting[]>> {
    if (questions.length === 0) return new Map();
    const reported = REPORTED.of(questions, ({ recipientKey = null, from, to, ...ids }) => ({
      ...{ ...ids, recipientKey, since: from, until: to },
    }));
    const rows = await this.database.query(SENT_TEXTS_SQL.sightings, reported);
    const byReport = new Map<string, Sighting[]>();
    for (const { reportId, one, other, ...text } of rows) {
      byReport.set(reportId, [...(byReport.get(reportId) ?? []), { ...text, recipients: [one, other] }]);
    }
    return byReport;
  }
}
