import { Injectable } from '@nestjs/common';
import type { Reply } from '@stopsms/contracts';
import { Clock, deterministicId } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { type Return, addReturns } from '../../produces/compliance.returns.v1';
import { keepStartNumbers } from './keep-start-numbers';
import type { Consent } from './consent';
import { RecordConsents } from './record-consents';
import { whomStartMeans } from './whom-start-means';
import type { ConsentsSql } from './consents.sql';
import { CONSENTS_SQL, STARTS } from './consents.store';

type Starts = { reply: Reply; traceparent: string }[];

interface Asked {
  reply: Reply;
  traceparent: string;
  advertiserId: string;
}

type Earlier = ConsentsSql['earlierThanStarts']['row'];

/**
 * Records a START: the person renews a consent given before. Without one it lifts nothing, since a word by SMS cannot
 * replace a form that was never filled in, and the answer explains how to join.
 * @see docs/law/opt-outs.md#return, `start.requires_consent`
 */
@Injectable()
export class RecordStarts {
  constructor(
    private readonly database: Database,
    private readonly ledger: RecordConsents,
    private readonly clock: Clock,
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
      // A consent that the ledger already has was published when it was recorded.
      const fresh = await this.ledger.within(
        tx,
        renewed.map(({ consent }) => consent),
      );
      const recorded = renewed.filter(({ consent }) => fresh.delete(consent.consentId));
      keepStartNumbers(
        tx,
        recorded.map(({ consent, reply }) => ({ consentId: consent.consentId, reply })),
        this.clock.now(),
      );
      await addReturns(this.outbox, tx, [
        ...recorded.map(({ consent: { advertiserId, consentId }, ...start }) =>
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
    const starts = STARTS.of(asked, ({ reply, advertiserId }) => ({
      ...{ recipientKey: reply.recipientKey, advertiserId, at: reply.receivedAt },
    }));
    return tx.query(CONSENTS_SQL.earlierThanStarts, starts);
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
  const { replyId, recipientKey, receivedAt, acceptedAt, msisdn, region, code, confirmedBy } = reply;
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
      ...(confirmedBy === undefined ? {} : { confirmedBy }),
    },
  };
}
