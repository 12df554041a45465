import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SmsRequested } from '@stopsms/contracts';
import { Clock, type Result, isStorableJson, ok, refused } from '@stopsms/kernel';
import { misfit } from '@stopsms/messaging';
import { Database } from '@stopsms/persistence';
import { wellFormed } from '@stopsms/smpp';
import { v7 } from 'uuid';
import type { Account } from '../accounts/account';
import { Accounts } from '../accounts/accounts';
import { WaitingDeliveries } from '../deliveries/waiting-deliveries';
import { GatewayMetrics } from '../gateway-metrics';
import { gatewayRequests, requestRecord } from '../produces/sms.requested.v1.gateway';
import { PublishRequests } from './publish-requests';
import type { Accepted, Submission, SubmitRefusal } from './submission';
import { KEYS, SUBMISSIONS_SQL, SUBMITTED } from './submissions.store';

/** Time in which submissions of all sessions and requests gather. */
const GATHER_MS = 4;
const BATCH = 500;
/** Batches under way at once: one is stored while another is published. */
const CONCURRENCY = 4;
/** Submissions that may wait: some seconds of work. Further ones are throttled. */
const MAX_WAITING = 10_000;
const MAX_KEY = 200;

interface Waiting {
  submission: Submission;
  request: SmsRequested;
  envelope: string;
  fingerprint: number;
  settle: (result: Result<Accepted, SubmitRefusal>) => void;
  fail: (error: unknown) => void;
}

/**
 * Accepts submissions of every door: stores and publishes what arrives within some milliseconds in one insert and one Kafka batch. A
 * submission is accepted once it is durable, on all in-sync replicas of Kafka or in the outbox, and not before.
 */
@Injectable()
export class Submit {
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;
  private underWay = 0;

  constructor(
    private readonly accounts: Accounts,
    private readonly waitingDeliveries: WaitingDeliveries,
    private readonly database: Database,
    private readonly publishRequests: PublishRequests,
    private readonly clock: Clock,
    private readonly metrics: GatewayMetrics,
  ) {}

  /**
   * Resolves once the request is durable, or with the reason why it is not accepted.
   * @throws when the database does not store it: the system must submit it again
   */
  async execute(submission: Submission): Promise<Result<Accepted, SubmitRefusal>> {
    const refusal = this.refusalOf(submission);
    if (refusal) return this.refuse(submission, refusal);
    const request = requestOf(submission);
    const envelope = JSON.stringify(submission.envelope);
    const wrong =
      misfit(gatewayRequests, request) ?? (isStorableJson(envelope) ? undefined : 'a character is not valid');
    if (wrong !== undefined) return this.refuse(submission, { code: 'INVALID', detail: wrong });
    const result = await new Promise<Result<Accepted, SubmitRefusal>>((settle, fail) => {
      this.waiting.push({ submission, request, envelope, fingerprint: fingerprintOf(request), settle, fail });
      this.schedule();
    });
    if (!result.ok) return this.refuse(submission, result.refusal);
    this.metrics.submission(submission.door, result.value.isRepeated ? 'repeated' : 'accepted');
    return result;
  }

  /** Returns why the account may submit nothing at this moment, neither a message nor a part of one. Counts towards its rate. */
  throttle(account: Account): SubmitRefusal | undefined {
    if (!this.accounts.isWithinRate(account)) return { code: 'THROTTLED' };
    const isBehind = this.waiting.length >= MAX_WAITING || this.publishRequests.isBehind;
    return isBehind || this.waitingDeliveries.isFull(account.id) ? { code: 'BUSY' } : undefined;
  }

  private refusalOf({ account, idempotencyKey, isAdmitted }: Submission): SubmitRefusal | undefined {
    const throttled = isAdmitted ? undefined : this.throttle(account);
    if (throttled) return throttled;
    if (idempotencyKey === undefined) return undefined;
    const isFitting = idempotencyKey !== '' && idempotencyKey.length <= MAX_KEY && !idempotencyKey.includes('\0');
    return isFitting ? undefined : { code: 'INVALID', detail: `an idempotency key has 1 to ${MAX_KEY} characters` };
  }

  private refuse({ door }: Submission, refusal: SubmitRefusal): Result<Accepted, SubmitRefusal> {
    this.metrics.submission(door, refusal.code === 'INVALID' || refusal.code === 'CONFLICT' ? 'invalid' : 'throttled');
    return refused(refusal);
  }

  private schedule(): void {
    if (this.underWay >= CONCURRENCY) return;
    if (this.waiting.length >= BATCH) return this.begin();
    this.timer ??= setTimeout(() => this.begin(), GATHER_MS);
  }

  private begin(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.waiting.splice(0, BATCH);
    if (batch.length === 0) return;
    this.underWay += 1;
    void this.accept(batch).finally(() => {
      this.underWay -= 1;
      if (this.waiting.length > 0) this.schedule();
    });
  }

  private async accept(batch: Waiting[]): Promise<void> {
    try {
      const known = await this.store(batch);
      const accepted = batch.filter((each) => known.get(each) !== 'conflict');
      const idOf = (each: Waiting) => known.get(each) ?? each.request.id;
      // Also what was submitted before: the process may have ended before it was published, and the same id twice is one SMS.
      await this.publishRequests.execute(accepted.map((each) => requestRecord({ ...each.request, id: idOf(each) })));
      for (const each of batch) {
        const messageId = idOf(each);
        if (messageId === 'conflict') each.settle(refused({ code: 'CONFLICT' }));
        else each.settle(ok({ messageId, isRepeated: known.has(each) }));
      }
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
  }

  /** Returns the ids of those that were submitted before under the same idempotency key, or a conflict if that was another message. */
  private async store(batch: Waiting[]): Promise<Map<Waiting, string>> {
    const rows = SUBMITTED.of(batch, {
      messageId: ({ request }) => request.id,
      account: ({ submission }) => submission.account.id,
      advertiserId: ({ request }) => request.advertiserId,
      door: ({ submission }) => submission.door,
      wanted: ({ submission }) => submission.wanted,
      idempotencyKey: ({ submission }) => submission.idempotencyKey ?? null,
      fingerprint: ({ fingerprint }) => fingerprint,
      envelope: ({ envelope }) => envelope,
    });
    const inserted = await this.database.query(SUBMISSIONS_SQL.insert, [...rows, this.clock.now()]);
    if (inserted.length === batch.length) return new Map();
    const fresh = new Set(inserted.map(({ messageId }) => messageId));
    const repeated = batch.filter(({ request }) => !fresh.has(request.id));
    const keyed = repeated.flatMap(({ submission: { account, door, idempotencyKey } }) =>
      idempotencyKey === undefined ? [] : [{ account: account.id, door, idempotencyKey }],
    );
    const found = await this.database.query(SUBMISSIONS_SQL.byKey, KEYS.of(keyed));
    const byKey = new Map(found.map((row) => [`${row.account} ${row.door} ${row.idempotencyKey}`, row]));
    return new Map(
      repeated.map((each) => {
        const { account, door, idempotencyKey } = each.submission;
        const row = byKey.get(`${account.id} ${door} ${idempotencyKey}`);
        const isOther = row && row.fingerprint !== null && row.fingerprint !== each.fingerprint;
        return [each, isOther ? 'conflict' : (row?.messageId ?? each.request.id)] as const;
      }),
    );
  }
}

/** 16 bits of recipient and text: enough to notice another message under a known key, too few to find out a number. */
const fingerprintOf = ({ to, text }: SmsRequested): number =>
  createHash('sha256').update(`${to}\0${text}`).digest().readUInt16BE(0);

function requestOf(submission: Submission): SmsRequested {
  const { account, messageId, to, text, sender = account.sender, category = account.category } = submission;
  const { group, notBefore, expiresAt } = submission;
  const { country, mention } = account;
  return {
    id: messageId ?? v7(),
    advertiserId: account.advertiserId,
    category,
    to,
    text: wellFormed(text),
    ...(sender !== undefined && { sender }),
    ...(country !== undefined && { country }),
    ...(mention !== undefined && { mention }),
    ...(group !== undefined && { group }),
    ...(notBefore !== undefined && { notBefore }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}
