import { Injectable } from '@nestjs/common';
import type { MessageStatus, Receipt } from '@stopsms/contracts';
import { AdvertiserDirectory } from '@stopsms/service-kit';
import { Database } from '@stopsms/persistence';
import type { WindowFinding } from './decision';
import type { DecisionProof } from './decision-proof';
import { FindConsents, type ConsentRecord } from './find-consents';
import { summarise } from './summarise-proof';
import type { TextReading } from './text-reading';

type Instants<T> = Omit<T, 'at'> & { at: string };
export type ProvenStatus = Instants<
  Pick<
    MessageStatus,
    'attempt' | 'status' | 'code' | 'detail' | 'at' | 'provider' | 'sender' | 'smscIds' | 'parts' | 'view'
  >
>;
export type ProvenReceipt = Instants<Pick<Receipt, 'outcome' | 'stat' | 'error' | 'provider' | 'smscId' | 'at'>>;

export interface ProvenDecision
  extends
    Omit<DecisionProof, 'at' | 'heldUntil' | 'window' | 'consentId' | 'readingId'>,
    Partial<Omit<TextReading, 'readingId'>> {
  at: string;
  heldUntil?: string;
  consent?: ConsentRecord | { id: string; erased: true };
  window?: { open: boolean; local: string[]; closesAt?: string; nextOpening: string };
}

/** A document that stands alone: who asked what, why it was decided so, and what became of it. Instants are ISO. */
export interface Proof {
  messageId: string;
  summary: string;
  request: {
    advertiserId: string;
    advertiser: string | null;
    campaignId: string | null;
    category: string;
    recipientKey: string | null;
    region: string | null;
    requestedAt: string;
    textHash: string;
    traceparent: string;
  };
  decisions: ProvenDecision[];
  statuses: ProvenStatus[];
  receipt: ProvenReceipt | null;
}

type Reading = Omit<TextReading, 'readingId'>;

interface Row {
  advertiserId: string;
  campaignId: string | null;
  category: string;
  recipientKey: string | null;
  region: string | null;
  traceparent: string;
  requestedAt: Date;
  decisions: Record<string, DecisionProof>;
  outcomes: Record<string, { at: number }>;
}

@Injectable()
export class FindProof {
  constructor(
    private readonly database: Database,
    private readonly consents: FindConsents,
    private readonly directory: AdvertiserDirectory,
  ) {}

  /** Undefined for a message that was never asked for here. */
  async execute(messageId: string): Promise<Proof | undefined> {
    const [row] = await this.database.query<Row>(
      `SELECT advertiser_id AS "advertiserId", campaign_id AS "campaignId", category, recipient_key AS "recipientKey", region,
         traceparent, requested_at AS "requestedAt", decisions, outcomes
       FROM message WHERE message_id = $1`,
      [messageId],
    );
    if (!row) return undefined;
    const stored = Object.values(row.decisions).sort((one, other) => one.attempt - other.attempt);
    const [consents, readings] = await Promise.all([
      this.consents.byIds(stored.flatMap(({ consentId }) => consentId ?? [])),
      this.readings(stored.flatMap(({ readingId }) => readingId ?? [])),
    ]);
    const decisions = stored.map((decision) => proven(decision, consents, readings.get(decision.readingId ?? '')));
    const { receipt, ...statuses } = row.outcomes;
    const { decisions: _, outcomes: __, requestedAt, ...request } = row;
    const advertiser = this.directory.get(row.advertiserId)?.name ?? null;
    const proof = {
      messageId,
      request: {
        ...request,
        advertiser,
        requestedAt: requestedAt.toISOString(),
        textHash: decisions[0]?.textHash ?? '',
      },
      decisions,
      statuses: Object.values(statuses)
        .map((status) => withIso(status) as ProvenStatus)
        .sort(byInstant),
      receipt: receipt ? (withIso(receipt) as ProvenReceipt) : null,
    };
    return { ...proof, summary: summarise(proof) };
  }

  private async readings(ids: string[]): Promise<Map<string, Reading>> {
    const rows = await this.database.query<{ id: string; reading: Reading }>(
      'SELECT reading_id AS id, reading FROM text_reading WHERE reading_id = ANY($1)',
      [ids],
    );
    return new Map(rows.map(({ id, reading }) => [id, reading]));
  }
}

function proven(
  { at, heldUntil, window, consentId, readingId: _, ...rest }: DecisionProof,
  consents: ConsentRecord[],
  reading: Reading | undefined,
): ProvenDecision {
  const consent = consents.find(({ id }) => id === consentId);
  return {
    ...rest,
    ...reading,
    at: iso(at),
    ...(heldUntil !== undefined && { heldUntil: iso(heldUntil) }),
    ...(consentId !== undefined && { consent: consent ?? { id: consentId, erased: true } }),
    ...(window && { window: provenWindow(window, at) }),
  };
}

function provenWindow(
  { open, closesAt, nextOpening, timeZones }: WindowFinding,
  at: number,
): NonNullable<ProvenDecision['window']> {
  return {
    open,
    local: timeZones.map((timeZone) => localTime(at, timeZone)),
    nextOpening: iso(nextOpening),
    ...(closesAt !== undefined && { closesAt: iso(closesAt) }),
  };
}

/** `2026-11-25 11:00 Europe/Paris` */
const localTime = (at: number, timeZone: string): string =>
  `${new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)} ${timeZone}`;

const iso = (at: number): string => new Date(at).toISOString();
const withIso = <T extends { at: number }>(event: T): Instants<T> => ({ ...event, at: iso(event.at) });
/** What happened in one millisecond is told in the order in which it happens. */
const byInstant = (one: ProvenStatus, other: ProvenStatus): number =>
  Date.parse(one.at) - Date.parse(other.at) || one.attempt - other.attempt || rank(one) - rank(other);
const rank = ({ status }: ProvenStatus): number => (status === 'submitting' ? 0 : 1);
