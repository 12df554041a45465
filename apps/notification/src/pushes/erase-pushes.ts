import { Inject, Injectable } from '@nestjs/common';
import type { OptOutChanged } from '@stopsms/contracts';
import { ALL_ADVERTISERS } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { ERASED, OPT_OUT_PUSHES_SQL } from './opt-out-pushes.store';
import { PUSH_SETTINGS, type PushSettings } from './push-settings';

/** Erases sealed numbers of recipients who asked for it; the erasure of the opt-out itself also forgets what was pushed. */
@Injectable()
export class ErasePushes {
  constructor(@Inject(PUSH_SETTINGS) private readonly settings: PushSettings) {}

  execute(tx: Tx, changes: readonly OptOutChanged[]): void {
    const { sources } = this.settings;
    const rowsOf = (all: readonly OptOutChanged[]) =>
      all.flatMap(({ recipientKey, optOuts, at }) =>
        sources.flatMap(({ name, advertisers }) =>
          optOuts.some(({ scope }) => scope === ALL_ADVERTISERS || advertisers.includes(scope))
            ? [{ source: name, recipientKey, at }]
            : [],
        ),
      );
    const erased = rowsOf(changes.filter(({ source, forget }) => source === 'erasure' && !forget));
    const forgotten = rowsOf(changes.filter(({ forget }) => forget));
    if (erased.length > 0) tx.send(OPT_OUT_PUSHES_SQL.erase, ERASED.of(erased));
    if (forgotten.length > 0) tx.send(OPT_OUT_PUSHES_SQL.forget, ERASED.of(forgotten));
  }
}
