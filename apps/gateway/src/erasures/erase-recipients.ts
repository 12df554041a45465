import { Injectable } from '@nestjs/common';
import type { OptOutChanged } from '@stopsms/contracts';
import { generationOf, lastCharactersBefore } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { DELIVERIES_SQL, ERASED as DELIVERIES_ERASED } from '../deliveries/deliveries.store';
import { ERASED as TEXTS_ERASED, REPLY_TEXTS_SQL } from '../replies/reply-texts.store';

/**
 * Deletes replies of recipients who asked for erasure (docs/law/retention.md#erasure). The number of a message under way stays until the
 * message ends, and that of a receipt until it is delivered, some days at most. Keys from before a change of the recipient secret cannot be
 * compared with the key of the request, so replies with such keys are deleted whoever sent them.
 */
@Injectable()
export class EraseRecipients {
  constructor(private readonly database: Database) {}

  async execute(changes: readonly OptOutChanged[]): Promise<void> {
    const erased = changes.flatMap(({ source, recipientKey: key }) => (source === 'erasure' ? [{ key }] : []));
    if (erased.length === 0) return;
    const earlier = lastCharactersBefore(Math.max(...erased.map(({ key }) => generationOf(key))));
    await this.database.run(async (tx) => {
      tx.send(REPLY_TEXTS_SQL.erase, TEXTS_ERASED.of(erased));
      tx.send(DELIVERIES_SQL.erase, DELIVERIES_ERASED.of(erased));
      if (earlier.length === 0) return;
      tx.send(REPLY_TEXTS_SQL.eraseByLastCharacter, [earlier]);
      tx.send(DELIVERIES_SQL.eraseByLastCharacter, [earlier]);
    });
  }
}
