import { Injectable } from '@nestjs/common';
import type { Reply } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { type Return, addReturns } from '../../produces/compliance.returns.v1';
import { SKEW_MS } from './judge-standing';
import { KeepStartNumbers } from './keep-start-numbers';
import type { Basis, Consent } from './consent';
import { RecordConsents } from './record-consents';
import { whomStartMeans } from './whom-start-means';

type Starts = { reply: Reply; traceparent: string }[];

interface Asked {
  reply: Reply;
  traceparent: string;
  advertiserId: string;
}

interface Earlier {
  n: number;
  consentId: string;
  basis: Basis;
  wording: string;
}

/**
 * Takes a START for what it is: the person renews a consent given before. Without one it lifts nothing, since a word by
 * SMS cannot stand for a form that was never filled in, and the person is told how to join.
 * @see docs/law/opt-outs.md#return, `start.requires_consent`
 */
@Injectable()
export class RecordStarts {
  constructor(
    private readonly database: Database,
    private readonly ledger: RecordConsents,
    private readonly numbers: KeepStartNumbers,
    private readonly outbox: Outbox,
  ) {}

  async execute(starts: Starts): Promise<void> {
    if (starts.length === 0) return;
    const meant = starts.map((start) => ({ ...start, ids: whomStartMeans(start.reply) }));
    const unclear = meant.filter(({ ids }) => ids === undefined);
    const asked = meant.flatMap(({ ids = [], reply, traceparent }) =>
      ids.map((advertiserId) => ({ reply, traceparent, advertiserId })),
    );
    await this.database.run(async (tx) => {
      const earlier = new Map((await this.earlier(tx, asked)).map((row) => [row.n - 1, row]));
      const renewed = asked.flatMap((each, n) => {
        const consent = earlier.get(n);
        return consent ? [{ ...each, consent: renewal(each, consent) }] : [];
      });
      // What the ledger knows already was told when it was recorded.
      const fresh = await this.ledger.within(
        tx,
        renewed.map(({ consent }) => consent),
      );
      const told = renewed.filter(({ consent }) => fresh.delete(consent.consentId));
      this.numbers.within(
        tx,
        told.map(({ consent, reply }) => ({ consentId: consent.consentId, reply })),
      );
      await addReturns(this.outbox, tx, [
        ...told.map(({ consent: { advertiserId, consentId }, ...start }) =>
          toReturn(start, { outcome: 'granted', advertiserId, consentId }),
        ),
        ...asked
          .filter((_, n) => !earlier.has(n))
          .map(({ advertiserId, ...start }) => toReturn(start, { outcome: 'no-consent', advertiserId })),
        ...unclear.map((start) => toReturn(start, { outcome: 'ambiguous', advertiserId: null })),
      ]);
    });
  }

  /** The latest consent before each START that was not withdrawn otherwise than by a STOP. */
  private earlier(tx: Tx, asked: Asked[]): Promise<Earlier[]> {
    return tx.query<Earlier>(
      `SELECT q.n::int, c.consent_id AS "consentId", c.basis, c.wording
       FROM unnest($1::text[], $2::uuid[], $3::float8[]) WITH ORDINALITY AS q(key, advertiser, at, n)
       JOIN LATERAL (
         SELECT * FROM consent c WHERE c.recipient_key = q.key AND c.advertiser_id = q.advertiser
           AND c.granted_at < to_timestamp(q.at / 1000.0)
           AND NOT EXISTS (SELECT FROM consent_withdrawal w
             WHERE w.recipient_key = q.key AND w.advertiser_id = q.advertiser
               AND w.withdrawn_at >= c.granted_at - interval '${SKEW_MS} milliseconds')
         ORDER BY c.granted_at DESC LIMIT 1) c ON true`,
      [
        asked.map(({ reply }) => reply.recipientKey),
        asked.map(({ advertiserId }) => advertiserId),
        asked.map(({ reply }) => reply.receivedAt),
      ],
    );
  }
}

function renewal({ reply, advertiserId }: Asked, earlier: Earlier): Consent {
  const { replyId, recipientKey, receivedAt, code } = reply;
  return {
    consentId: deterministicId('consent', 'start', replyId, advertiserId),
    recipientKey,
    advertiserId,
    basis: earlier.basis,
    grantedAt: receivedAt,
    source: `START by SMS to ${code}`,
    wording: earlier.wording,
    collectedBy: `reply ${replyId}`,
    ownAct: true,
    evidence: { replyId, renews: earlier.consentId },
  };
}

function toReturn(
  { reply, traceparent }: Starts[number],
  what: Pick<Return, 'outcome' | 'advertiserId' | 'consentId'>,
): { value: Return; traceparent: string } {
  const { replyId, recipientKey, receivedAt, acceptedAt, msisdn, region, code } = reply;
  return {
    traceparent,
    value: {
      returnId: deterministicId('return', 'start', replyId, what.advertiserId ?? ''),
      recipientKey,
      ...what,
      cause: 'start',
      at: receivedAt,
      ...(acceptedAt === undefined ? {} : { acceptedAt }),
      evidenceId: replyId,
      ...(msisdn === undefined ? {} : { msisdn }),
      region,
      code,
    },
  };
}
