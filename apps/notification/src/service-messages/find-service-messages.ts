import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';

export interface FoundServiceMessage {
  messageId: string;
  kind: string;
  episodeIds: string[];
  advertiserIds: string[];
  sender: string;
  /** Null once it was erased. */
  text: string | null;
  state: string;
  stateAt: Date;
  /** The dispatcher's reason code. */
  code: string | null;
  at: Date;
  dueAt: Date;
}

@Injectable()
export class FindServiceMessages {
  constructor(private readonly database: Database) {}

  /**
   * A page of what was sent to one recipient, latest first.
   * @param after - the last row of the page before, `at` in epoch ms
   */
  page(
    recipientKey: string,
    after: { at: number; id: string } | undefined,
    limit: number,
  ): Promise<FoundServiceMessage[]> {
    return this.database.query<FoundServiceMessage>(
      `SELECT message_id AS "messageId", kind, episode_ids AS "episodeIds", advertiser_ids AS "advertiserIds", sender,
         text, state, state_at AS "stateAt", code, at, due_at AS "dueAt"
       FROM service_message
       WHERE recipient_key = $1
         AND ($2::float8 IS NULL OR at < to_timestamp($2 / 1000.0) OR (at = to_timestamp($2 / 1000.0) AND message_id > $3))
       ORDER BY at DESC, message_id LIMIT $4`,
      [recipientKey, after?.at ?? null, after?.id ?? null, limit],
    );
  }
}
