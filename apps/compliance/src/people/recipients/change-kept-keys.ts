import { Injectable } from '@nestjs/common';
import { ChangeOwnKeys } from '@stopsms/bootstrap';
import type { Tx } from '@stopsms/persistence';

/** New consents are sealed with the new keys, and earlier ones stay sealed with theirs; facts keep their keys forever. */
@Injectable()
export class ChangeKeptKeys extends ChangeOwnKeys {
  protected override async also(tx: Tx, to: number): Promise<void> {
    await tx.query(`ALTER TABLE consent ALTER COLUMN made_in_generation SET DEFAULT ${Number(to)}`);
  }
}
