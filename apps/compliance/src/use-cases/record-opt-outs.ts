import { Injectable } from '@nestjs/common';
import type { OptOut } from '@stopsms/contracts';
import { Database, type Tx } from '@stopsms/persistence';

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
  constructor(private readonly database: Database) {}

  async execute(states: OptOutState[]): Promise<void> {
    if (states.length === 0) return;
    const last = [...new Map(states.map((state) => [`${state.recipientKey}:${state.scope}`, state])).values()];
    const episodes = last.filter((state): state is Episode => state.state !== 'erased');
    const erased = last.filter(({ state }) => state === 'erased');
    await this.database.run(async (tx) => {
      await this.keep(tx, episodes);
      await this.endOthers(
        tx,
        episodes.filter(({ state }) => state === 'back'),
      );
      await this.erase(tx, erased);
    });
  }

  private async keep(tx: Tx, episodes: Episode[]): Promise<void> {
    if (episodes.length === 0) return;
    await tx.query(
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
  private async endOthers(tx: Tx, returns: Episode[]): Promise<void> {
    if (returns.length === 0) return;
    await tx.query(
      `UPDATE opt_out o SET state = 'back', back_at = to_timestamp(r.at / 1000.0)
       FROM unnest($1::text[], $2::text[], $3::float8[]) AS r(key, scope, at)
       WHERE o.recipient_key = r.key AND o.scope = r.scope AND o.state = 'out'`,
      [...places(returns), returns.map(({ at }) => at)],
    );
  }

  /** The person becomes unknown to us: without the opt-out, a consent from before it must not count again. */
  private async erase(tx: Tx, erased: Place[]): Promise<void> {
    if (erased.length === 0) return;
    await tx.query(
      `DELETE FROM opt_out o USING unnest($1::text[], $2::text[]) AS e(key, scope)
       WHERE o.recipient_key = e.key AND o.scope = e.scope`,
      places(erased),
    );
    await tx.query(
      `DELETE FROM consent c USING unnest($1::text[], $2::text[]) AS e(key, scope)
       WHERE c.recipient_key = e.key AND (e.scope = '*' OR e.scope = c.advertiser_id::text)`,
      places(erased),
    );
  }
}

const places = (of: Place[]): [string[], string[]] => [
  of.map(({ recipientKey }) => recipientKey),
  of.map(({ scope }) => scope),
];
