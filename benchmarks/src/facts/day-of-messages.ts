import { randomBytes } from 'node:crypto';
import { RecipientKeys, dayOf } from '@stopsms/kernel';
import { v7 } from 'uuid';
import type { Provable } from '../../../apps/compliance/src/evidence/facts/decision-proof';
import type { Outcome } from '../../../apps/compliance/src/evidence/facts/outcome-facts';
import { readingOf, type TextReading } from '../../../apps/compliance/src/rules/text/text-reading';
import { numberDigest, numberSalt } from '../../../apps/compliance/src/evidence/trees/number-digest';

export const ADVERTISER = '0192a1b0-0000-7000-8000-000000000001';
const CAMPAIGN = '0192a1b0-0000-7000-8000-000000000002';
const PACK = { id: 'FR@2026.1', hash: 'sha256-uSGeV1zKzG0cZ1cG1OVJkz8wQ1mYtCuCzYHv9gM9qZQ' };
const TEXT = 'Lorane : -20% sur les manteaux ce week-end. STOP 36180';
const ASSESSMENT = {
  category: { declared: 'marketing', found: 'marketing', score: 99.5, signals: [] },
  mention: { verdict: 'accept' },
  segments: { encoding: 'GSM-7', units: 54, parts: 1 },
  reasons: [],
} as unknown as Parameters<typeof readingOf>[2];
export const READING: TextReading = readingOf(TEXT, PACK, ASSESSMENT);

/** One transaction of compliance. */
export type Work = { decisions: Provable[] } | { outcomes: Outcome[] };

/** Batches after which an operator has taken a message, and after which its receipt arrives. */
const [SUBMITTED_AFTER, RECEIPT_AFTER] = [4, 20];
/** Batches over which the order of messages is lost on their way: partitions, operators, handsets. */
const [SUBMITTED_MIXED, RECEIPTS_MIXED] = [3, 10];
/** One of so many receipts arrives last of all: the handset was off. */
const LATE_EVERY = 50;

/**
 * Everything that compliance writes about a campaign, in its order: each message is decided, submitted and delivered. Decisions are in
 * the order of ids, outcomes are not.
 */
export class DayOfMessages {
  readonly today = dayOf(Date.now());
  readonly ids: string[] = [];
  readonly consentIds: string[] = [];
  private readonly keys = new RecipientKeys(randomBytes(32).toString('base64'));

  constructor(
    messages: number,
    private readonly batch: number,
  ) {
    const now = Date.parse(this.today) + 10 * 3_600_000;
    for (let n = 0; n < messages; n += 1) {
      this.ids.push(v7({ msecs: now + Math.floor(n / 2) }));
      this.consentIds.push(v7({ msecs: now - 86_400_000 - n * 5_000 }));
    }
  }

  readonly digestOfNumber = (id: string, number: string): string => numberDigest(id, number, numberSalt(this.keys, id));

  /** Made as it is taken, so that no more than a few batches are in memory. */
  *work(): Generator<Work> {
    const batches = Math.ceil(this.ids.length / this.batch);
    const submitted = new Mixed(SUBMITTED_MIXED);
    const received = new Mixed(RECEIPTS_MIXED);
    const late: number[] = [];
    for (let nth = 0; nth < batches + RECEIPT_AFTER; nth += 1) {
      if (nth < batches) yield { decisions: this.batchOf(nth).map((n) => this.decision(n)) };
      submitted.add(this.batchOf(nth - SUBMITTED_AFTER));
      for (const some of submitted.take(this.batch)) yield { outcomes: some.map((n) => this.submission(n)) };
      const arriving = this.batchOf(nth - RECEIPT_AFTER);
      late.push(...arriving.filter((n) => n % LATE_EVERY === 0));
      received.add(arriving.filter((n) => n % LATE_EVERY !== 0));
      for (const some of received.take(this.batch)) yield { outcomes: some.map((n) => this.receipt(n)) };
    }
    for (const some of submitted.rest(this.batch)) yield { outcomes: some.map((n) => this.submission(n)) };
    for (const some of received.rest(this.batch)) yield { outcomes: some.map((n) => this.receipt(n)) };
    for (let from = 0; from < late.length; from += this.batch)
      yield { outcomes: late.slice(from, from + this.batch).map((n) => this.receipt(n)) };
  }

  private batchOf(nth: number): number[] {
    const from = nth * this.batch;
    if (nth < 0) return [];
    return Array.from({ length: Math.max(0, Math.min(this.batch, this.ids.length - from)) }, (_, n) => from + n);
  }

  private decision(n: number): Provable {
    const at = this.instantOf(n);
    const phone = `+3363998${String(n % 10_000).padStart(4, '0')}`;
    return {
      candidate: {
        request: {
          ...{ id: this.idOf(n), advertiserId: ADVERTISER, campaignId: CAMPAIGN, category: 'marketing' },
          ...{ to: phone, text: TEXT },
        },
        attempt: 1,
        traceparent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`,
      },
      at,
      outcome: { verdict: 'cleared', text: TEXT, sender: 'Lorane' },
      recipient: { key: this.keys.keyOf(phone), e164: phone, region: 'FR' },
      pack: PACK,
      reading: READING,
      consentStatus: {
        consent: {
          ...{ consentId: this.consentIds[n] as string, grantedAt: at - 86_400_000, basis: 'consent', source: 'form' },
          digest: randomBytes(32).toString('hex'),
        },
        lastContactAt: at - 86_400_000 * 3 - n * 977,
      },
      window: { open: true, nextOpening: at - (at % 3_600_000), closesAt: 0, timeZones: ['Europe/Paris'] },
    } as Provable;
  }

  private submission(n: number): Outcome {
    const at = this.instantOf(n) + 1_500 + (n % 97);
    return {
      messageId: this.idOf(n),
      isLast: true,
      report: {
        ...{
          attempt: 1,
          status: 'submitted' as const,
          begunAt: at - 40,
          at,
          provider: 'sim',
          sender: '36180',
          parts: 1,
        },
        ...{ smscIds: [randomBytes(8).toString('hex')], view: { partition: n % 12, offset: String(120_034 + n) } },
      },
    };
  }

  private receipt(n: number): Outcome {
    const at = this.instantOf(n) + 9_000 + (n % 1_009);
    return {
      messageId: this.idOf(n),
      isLast: true,
      report: { outcome: 'delivered', stat: 'DELIVRD', provider: 'sim', smscId: randomBytes(8).toString('hex'), at },
    };
  }

  private idOf(n: number): string {
    return this.ids[n] as string;
  }

  private instantOf(n: number): number {
    return Date.parse(this.today) + 10 * 3_600_000 + Math.floor(n / 2);
  }
}

/** A queue that mixes what lies in it. */
class Mixed {
  private waiting: number[] = [];

  constructor(private readonly batches: number) {}

  add(some: readonly number[]): void {
    this.waiting.push(...some);
  }

  *take(batch: number): Generator<number[]> {
    while (this.waiting.length > this.batches * batch) yield this.draw(batch);
  }

  *rest(batch: number): Generator<number[]> {
    while (this.waiting.length > 0) yield this.draw(batch);
  }

  private draw(count: number): number[] {
    const drawn: number[] = [];
    while (drawn.length < count && this.waiting.length > 0) {
      const at = Math.floor(Math.random() * this.waiting.length);
      drawn.push(this.waiting[at] as number);
      this.waiting[at] = this.waiting.at(-1) as number;
      this.waiting.pop();
    }
    return drawn;
  }
}
