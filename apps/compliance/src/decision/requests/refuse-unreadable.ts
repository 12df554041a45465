import { Injectable } from '@nestjs/common';
import { INVALID_REQUEST, PUBLISHER_NOT_ALLOWED, type SmsRequested, UNDECIDABLE } from '@stopsms/contracts';
import { Clock, isUuid } from '@stopsms/kernel';
import type { UnreadableRecord } from '@stopsms/messaging';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { CountVerdicts } from './count-verdicts';
import { addRefusedAskings } from '../../produces/compliance.verdicts.v1';
import { PublisherRights } from '../publishers/publisher-rights';
import { FACTS_SQL } from '../../evidence/facts/facts.store';

/** Fields of a malformed request that name whom to inform. */
interface Readable {
  request: Pick<SmsRequested, 'id' | 'advertiserId' | 'category'>;
  source: string | undefined;
}

/**
 * Publishes a refusal for a request that goes to the dead letters, so that its publisher does not wait forever. Nothing is stored, and
 * nothing is published for an ID with a decision, because the publisher chooses the ID (docs/decisions/0030-a-topic-for-each-publisher.md).
 */
@Injectable()
export class RefuseUnreadable {
  constructor(
    private readonly rights: PublisherRights,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly verdicts: CountVerdicts,
    private readonly clock: Clock,
  ) {}

  async execute(record: UnreadableRecord): Promise<void> {
    const read = readableOf(record);
    if (!read) return;
    const { request, source } = read;
    const { topic } = record;
    const notAllowed = this.rights.refusal({ topic, source, advertiserId: request.advertiserId });
    const why = notAllowed ? { code: PUBLISHER_NOT_ALLOWED, ...notAllowed } : this.reasonOf(record);
    const isPublished = await this.database.run(async (tx) => {
      const known = await tx.query(FACTS_SQL.asked, [[request.id]]);
      if (known.length > 0) return false;
      await addRefusedAskings(this.outbox, tx, [{ request, record, why }], this.clock.now());
      return true;
    });
    if (isPublished) this.verdicts.countRefused(why.code, 1);
  }

  private reasonOf({ topic, code, reason }: UnreadableRecord) {
    const publisher = this.rights.publisherOf(topic);
    return code === 'malformed-record'
      ? {
          ...{ code: INVALID_REQUEST, publisher },
          detail: `The record is not a valid request: ${reason}. Correct it and publish it again. The message id can be used again.`,
        }
      : {
          ...{ code: UNDECIDABLE, publisher },
          detail:
            'A platform error prevented the decision on this message, which was not sent. It is dead-lettered and will be decided when an operator replays it. The message id can be used again.',
        };
  }
}

function readableOf({ value, source }: UnreadableRecord): Readable | undefined {
  const written = parsed(value);
  // A CloudEvent in structured mode has the request inside.
  const inside = written?.['specversion'] === undefined ? written : asObject(written['data']);
  const { id, advertiserId, category } = inside ?? {};
  if (typeof id !== 'string' || typeof advertiserId !== 'string' || !isUuid(id) || !isUuid(advertiserId))
    return undefined;
  const said = inside === written ? source : written?.['source'];
  return {
    request: {
      id: id.toLowerCase(),
      advertiserId: advertiserId.toLowerCase(),
      // What says of itself nothing that can be read counts as an advert.
      category: category === 'informative' ? category : 'marketing',
    },
    source: typeof said === 'string' ? said : undefined,
  };
}

function parsed(value: string | undefined): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(value ?? ''));
  } catch {
    return undefined;
  }
}

const asObject = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
