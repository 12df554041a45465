import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { Sighting } from './judge-sightings';

export interface KnownText {
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

/** Some tens of milliseconds of comparing, and a megabyte. */
const MAX_TEXTS = 5_000;

@Injectable()
export class FindSentTexts {
  constructor(private readonly database: Database) {}

  /**
   * Texts that left with a sender, each once.
   * @param sender - in lower case
   * @returns undefined when there are more than can be compared
   */
  async ofSender(sender: string, advertiserIds: string[], around: Around): Promise<KnownText[] | undefined> {
    const texts = await this.database.query<KnownText>(
      `SELECT text_id AS "textId", text FROM sent_text t
       WHERE (lower(sender) = $1 OR advertiser_id = ANY($2::uuid[])) AND char_length(text) BETWEEN $5::int / 2 AND $6::int
         AND EXISTS (SELECT 1 FROM sent_text_batch b WHERE b.text_id = t.text_id
           AND b.at BETWEEN to_timestamp($3 / 1000.0) AND to_timestamp($4 / 1000.0))
       LIMIT ${MAX_TEXTS + 1}`,
      [sender, advertiserIds, around.from, around.to, around.shortest, around.longest],
    );
    return texts.length > MAX_TEXTS ? undefined : texts;
  }

  /** By report; a report none of whose texts was sent then, to whom it names, has none. */
  async sightings(questions: Question[]): Promise<Map<string, Sighting[]>> {
    if (questions.length === 0) return new Map();
    const rows = await this.database.query<
      Omit<Sighting, 'recipients'> & { reportId: string; one: string; other: string }
    >(
      `SELECT q.report AS "reportId", t.advertiser_id AS "advertiserId", t.campaign_id AS "campaignId",
         min(r.key COLLATE "C") AS one, max(r.key COLLATE "C") AS other
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::float8[], $5::float8[]) AS q(report, text, key, since, until)
       JOIN sent_text t ON t.text_id = q.text
       JOIN sent_text_batch b ON b.text_id = q.text
         AND b.at BETWEEN to_timestamp(q.since / 1000.0) AND to_timestamp(q.until / 1000.0)
         AND (q.key IS NULL OR q.key = ANY(b.recipient_keys))
       CROSS JOIN LATERAL unnest(b.recipient_keys) AS r(key)
       WHERE q.key IS NULL OR r.key = q.key
       GROUP BY q.report, t.advertiser_id, t.campaign_id`,
      [
        questions.map(({ reportId }) => reportId),
        questions.map(({ textId }) => textId),
        questions.map(({ recipientKey }) => recipientKey ?? null),
        questions.map(({ from }) => from),
        questions.map(({ to }) => to),
      ],
    );
    const byReport = new Map<string, Sighting[]>();
    for (const { reportId, one, other, ...text } of rows) {
      byReport.set(reportId, [...(byReport.get(reportId) ?? []), { ...text, recipients: [one, other] }]);
    }
    return byReport;
  }
}
