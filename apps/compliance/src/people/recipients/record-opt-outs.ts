import { Injectable } from '@nestjs/common';
import type { OptOut } from '@stopsms/contracts';
import { Database, type Tx } from '@stopsms/persistence';
import { AnnounceReturns } from '../consents/announce-returns';
import { CONSENTS_SQL } from '../consents/consents.store';
import { EPISODES, RECIPIENTS_SQL, RETURNS, SCOPES } from '../consents/recipients.store';

interface RecipientScope {
  recipientKey: string;
  scope: string;
}
type Episode = RecipientScope & Pick<OptOut, 'state' | 'episodeId' | 'at' | 'source' | 'evidenceId'>;

/** State of one recipient and scope on the suppression list; `erased` only after a written erasure. */
export type OptOutState = Episode | (RecipientScope & { state: 'erased' });

/** Keeps our copy of the opt-out list. As on the compacted topic, the last record of a recipient and scope counts. */
@Injectable()
export class RecordOptOuts {
  constructor(
    private readonly database: Database,
    private readonly announceReturns: AnnounceReturns,
  ) {}

  async execute(states: OptOutState[]): Promise<void> {
    if (states.length === 0) return;
    const last = [...lastBy(states, scopeOf).values()];
    const erased = last.filter(({ state }) => state === 'erased');
    // One batch may hold an opt-out and its end, and the chain of a consent shows both.
    const outs = episodesIn(states, 'out');
    const backs = episodesIn(states, 'back');
    await this.database.run(async (tx) => {
      this.keep(tx, outs);
      this.keep(tx, backs);
      this.endOthers(
        tx,
        last.filter((state): state is Episode => state.state === 'back'),
      );
      this.erase(tx, erased);
    });
    // A START may be later than an opt-out received only now.
    await this.announceReturns.execute(outs);
  }

  private keep(tx: Tx, episodes: Episode[]): void {
    if (episodes.length === 0) return;
    tx.send(RECIPIENTS_SQL.setOptOuts, EPISODES.of(episodes));
  }

  /** A return ends every episode of its scope, also one whose own end compaction took away. */
  private endOthers(tx: Tx, returns: Episode[]): void {
    if (returns.length === 0) return;
    tx.send(RECIPIENTS_SQL.endOptOuts, RETURNS.of(returns));
  }

  /**
   * The person becomes unknown to us: without the opt-out, a consent from before it must not count again. Nothing else may
   * delete records of the ledger, so the statement says that this is an erasure.
   */
  private erase(tx: Tx, erased: RecipientScope[]): void {
    if (erased.length === 0) return;
    const scopes = SCOPES.of(erased);
    tx.send(RECIPIENTS_SQL.deleteOptOuts, scopes);
    // Keeps the digest of an erased consent, which proofs of decisions name and which says nothing of the person.
    tx.send(CONSENTS_SQL.keepErasedDigests, scopes);
    tx.send(RECIPIENTS_SQL.beginErasing);
    tx.send(CONSENTS_SQL.deleteConsents, scopes);
    tx.send(CONSENTS_SQL.deleteWithdrawals, scopes);
    tx.send(RECIPIENTS_SQL.deleteContacts, scopes);
    tx.send(RECIPIENTS_SQL.endErasing);
  }
}

const scopeOf = ({ recipientKey, scope }: RecipientScope): string => `${recipientKey}:${scope}`;

const lastBy = <S extends OptOutState>(states: S[], keyOf: (state: S) => string): Map<string, S> =>
  new Map(states.map((state) => [keyOf(state), state]));

const episodesIn = (states: OptOutState[], state: Episode['state']): Episode[] => {
  const episodes = states.filter((each): each is Episode => each.state === state);
  return [...lastBy(episodes, (each) => `${scopeOf(each)}:${each.episodeId}`).values()];
};
