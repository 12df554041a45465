import { Injectable } from '@nestjs/common';
import type { OptOut } from '@stopsms/contracts';
import { Database, type Tx } from '@stopsms/persistence';
import { AnnounceReturns } from '../consents/announce-returns';

interface Place {
  recipientKey: string;
  scope: string;
}
type Episode = Place & Pick<OptOut, 'state' | 'episodeId' | 'at' | 'source' | 'evidenceId'>;

/** What the opt-out list now says of one recipient and scope; `erased` only after a written erasure. */
export type OptOutState = Episode | (Place & { state: 'erased' });

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
    // One batch may hold an opt-out and its end, and the chain of a consent tells both.
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
    // A START may be later than an opt-out that we hear of only now.
    await this.announceReturns.execute(outs);
  }

  private keep(tx: Tx, episodes: Episode[]): void {
    if (episodes.length === 0) return;
    tx.send(
      `INSERT INTO opt_out AS o (recipient_key, scope, episode_id, state, out_at, back_at, source, evidence_id)
       SELECT e.key, e.scope, e.episode, e.state,
         CASE WHEN e.state = 'out' THEN to_timestamp(e.at / 1000.0) END,
         CASE WHEN e.state = 'back' THEN to_timestamp(e.at / 1000.0) END,
         e.source, e.evidence
       FROM unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::float8[], $6::text[], $7::text[])
         AS e(key, scope, episode, state, at, source, evidence)
       ON CONFLICT (recipient_key, scope, episode_id) DO UPDATE SET
         state = excluded.state,
         out_at = coalesce(excluded.out_at, o.out_at),
         back_at = excluded.back_at`,
      [
        ...places(episodes),
        episodes.map(({ episodeId }) => episodeId),
        episodes.map(({ state }) => state),
        episodes.map(({ at }) => at),
        episodes.map(({ source }) => source),
        episodes.map(({ evidenceId }) => evidenceId),
      ],
    );
  }

  /** A return ends every episode of its scope, also one whose own end compaction took away. */
  private endOthers(tx: Tx, returns: Episode[]): void {
    if (returns.length === 0) return;
    tx.send(
      `UPDATE opt_out o SET state = 'back', back_at = to_timestamp(r.at / 1000.0)
       FROM unnest($1::text[], $2::text[], $3::float8[]) AS r(key, scope, at)
       WHERE o.recipient_key = r.key AND o.scope = r.scope AND o.state = 'out'`,
      [...places(returns), returns.map(({ at }) => at)],
    );
  }

  /**
   * The person becomes unknown to us: without the opt-out, a consent from before it must not count again. Nothing else may
   * take records from the ledger, so it is told that this is an erasure.
   */
  private erase(tx: Tx, erased: Place[]): void {
    if (erased.length === 0) return;
    tx.send(
      `DELETE FROM opt_out o USING unnest($1::text[], $2::text[]) AS e(key, scope)
       WHERE o.recipient_key = e.key AND o.scope = e.scope`,
      places(erased),
    );
    keepDigests(tx, erased);
    tx.send(`SELECT set_config('stopsms.erasing', 'on', true)`);
    for (const table of ['consent', 'consent_withdrawal', 'last_contact']) this.forget(tx, table, erased);
    tx.send(`SELECT set_config('stopsms.erasing', '', true)`);
  }

  private forget(tx: Tx, table: string, erased: Place[]): void {
    tx.send(
      `DELETE FROM ${table} c USING unnest($1::text[], $2::text[]) AS e(key, scope)
       WHERE c.recipient_key = e.key AND (e.scope = '*' OR e.scope = c.advertiser_id::text)`,
      places(erased),
    );
  }
}

/** Of a consent that goes, proofs of what was decided by it still name the digest, which says nothing of the person. */
function keepDigests(tx: Tx, erased: Place[]): void {
  tx.send(
    `INSERT INTO consent_erased (consent_id, digest)
     SELECT c.consent_id, c.digest FROM consent c
     JOIN unnest($1::text[], $2::text[]) AS e(key, scope) ON c.recipient_key = e.key
     WHERE (e.scope = '*' OR e.scope = c.advertiser_id::text) AND c.digest IS NOT NULL
     ON CONFLICT DO NOTHING`,
    places(erased),
  );
}

const scopeOf = ({ recipientKey, scope }: Place): string => `${recipientKey}:${scope}`;

const lastBy = <S extends OptOutState>(states: S[], keyOf: (state: S) => string): Map<string, S> =>
  new Map(states.map((state) => [keyOf(state), state]));

const episodesIn = (states: OptOutState[], state: Episode['state']): Episode[] => {
  const episodes = states.filter((each): each is Episode => each.state === state);
  return [...lastBy(episodes, (each) => `${scopeOf(each)}:${each.episodeId}`).values()];
};

const places = (of: Place[]): [string[], string[]] => [
  of.map(({ recipientKey }) => recipientKey),
  of.map(({ scope }) => scope),
];
