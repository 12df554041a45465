import { Injectable } from '@nestjs/common';
import type { PublisherOutcome, Verdict } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';
import { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import type { Decided } from '../../rules/message';
import { addOutcomes } from '../../produces/compliance.outcomes.v1';
import type { Outcome } from '../../evidence/facts/outcome-facts';
import { PublisherRights } from './publisher-rights';
import { PUBLISHED, PUBLISHERS_SQL } from './publishers.store';

/** Publisher of a message, and its advertiser. */
interface Owner {
  publisher: string;
  advertiserId: string;
}

/**
 * Publishes decisions on its messages and their outcomes to each publisher. Costs nothing if only campaign sends; otherwise one query per
 * batch.
 */
@Injectable()
export class PublishOutcomes {
  constructor(
    private readonly rights: PublisherRights,
    private readonly outbox: Outbox,
  ) {}

  /** Remembers who asked for messages that are decided for the first time. */
  keep(tx: Tx, decisions: readonly Decided[]): void {
    const asked = decisions.flatMap(({ candidate: { publisher, request }, at }) =>
      publisher === undefined ? [] : [{ id: request.id, publisher, advertiserId: request.advertiserId, at }],
    );
    if (asked.length > 0) tx.send(PUBLISHERS_SQL.keep, PUBLISHED.of(asked));
  }

  /** Verdicts on messages whose publishers are known, or were kept. */
  async verdicts(tx: Tx, records: readonly Outgoing<Verdict>[]): Promise<void> {
    const owners = await this.ownersOf(
      tx,
      records.map(({ key }) => key),
    );
    await addOutcomes(
      this.outbox,
      tx,
      records.flatMap(({ value, ...record }) => {
        const owner = owners.get(record.key);
        return owner ? [{ publisher: owner.publisher, record: { ...record, value: ofVerdict(value) } }] : [];
      }),
    );
  }

  /** Publishes the outcomes that dispatchers and operators reported, each once. */
  async outcomes(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
    const owners = await this.ownersOf(
      tx,
      outcomes.map(({ messageId }) => messageId),
    );
    await addOutcomes(
      this.outbox,
      tx,
      outcomes.flatMap((outcome) => {
        const owner = owners.get(outcome.messageId);
        const key = outcome.messageId;
        return owner ? [{ publisher: owner.publisher, record: { key, value: ofOutcome(outcome, owner) } }] : [];
      }),
    );
  }

  private async ownersOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Owner>> {
    const { names } = this.rights;
    if (names.length === 0 || ids.length === 0) return new Map();
    // One that was taken off the list has no topic any more.
    const rows = await tx.query(PUBLISHERS_SQL.owners, [ids, names]);
    return new Map(rows.map(({ id, ...owner }) => [id, owner]));
  }
}

function ofVerdict(value: Verdict): PublisherOutcome {
  const {
    messageId,
    advertiserId,
    verdict: state,
    code,
    detail,
    heldUntil,
    attempt,
    at,
    enforcement,
    observed,
  } = value;
  const level = { enforcement, observed };
  return present({ messageId, advertiserId, kind: 'verdict', state, code, detail, heldUntil, attempt, ...level, at });
}

function ofOutcome({ messageId, report }: Outcome, { advertiserId }: Owner): PublisherOutcome {
  const about = { messageId, advertiserId };
  if (report.status === undefined) {
    const { outcome, at, provider, stat, error } = report;
    return present({ ...about, kind: 'receipt', state: outcome, provider, stat, error, at });
  }
  const { status, attempt, at, code, detail, provider, sender, parts } = report;
  return present({ ...about, kind: 'status', state: status, code, detail, attempt, provider, sender, parts, at });
}

/** Optional fields are absent rather than undefined. */
const present = (fields: object): PublisherOutcome =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as PublisherOutcome;
