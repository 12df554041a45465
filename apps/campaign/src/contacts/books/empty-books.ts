import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { Worker } from '@stopsms/service';

const EVERY_MS = 60_000;
/** A few hundredths of a second in which the rows of a chunk are held. */
const CHUNK = 5_000;

/** Takes the contacts of deleted address books away, a chunk at a time, also those that a stopped replica left. */
@Injectable()
export class EmptyBooks extends Worker {
  readonly failure = 'Contacts of a deleted address book are not deleted yet; retrying';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  protected async step(): Promise<number> {
    return (await this.emptyOne()) ? 0 : EVERY_MS;
  }

  /** False when no deleted book has contacts. */
  private async emptyOne(): Promise<boolean> {
    const [book] = await this.database.query<{ id: string }>(
      'SELECT id FROM address_book WHERE deleted_at IS NOT NULL AND emptied_at IS NULL ORDER BY deleted_at LIMIT 1',
    );
    if (!book) return false;
    const [taken] = await this.database.query<{ contacts: number }>(
      `WITH chunk AS (
         SELECT seq FROM contact WHERE address_book_id = $1 ORDER BY seq LIMIT ${CHUNK} FOR UPDATE),
       gone AS (DELETE FROM contact WHERE address_book_id = $1 AND seq IN (SELECT seq FROM chunk) RETURNING 1)
       SELECT count(*)::int AS contacts FROM gone`,
      [book.id],
    );
    if (taken?.contacts === 0) {
      await this.database.query('UPDATE address_book SET emptied_at = to_timestamp($2 / 1000.0) WHERE id = $1', [
        ...[book.id, this.clock.now()],
      ]);
    }
    return true;
  }
}
