import { Injectable } from '@nestjs/common';
import { ChangeOwnKeys } from '@stopsms/bootstrap';
import type { Tx } from '@stopsms/persistence';

/** Consents recorded from now on are sealed with the new keys, those of before stay sealed with theirs; facts keep theirs for ever. */
@Injectable()
export class ChangeKeptKeys extends ChangeOwnKeys {
  protected override async also(tx: Tx, to: number): Promise<void> {
    await tx.query(`ALTER TABLE consent ALTER COLUMN made_in_generation SET DEFAULT ${Number(to)}`);
  }
}
