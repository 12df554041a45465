import { Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import { ChangeOwnKeys } from '@stopsms/service-kit';

/** What is made from now on is sealed with the new keys; what was made before keeps those it was sealed with. */
@Injectable()
export class ChangeKeptKeys extends ChangeOwnKeys {
  protected override async also(tx: Tx, to: number): Promise<void> {
    for (const table of ['message', 'consent']) {
      await tx.query(`ALTER TABLE ${table} ALTER COLUMN made_in_generation SET DEFAULT ${Number(to)}`);
    }
  }
}
