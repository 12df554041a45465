import { Injectable } from '@nestjs/common';
import type { MoReceived } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { wellFormed } from '@stopsms/smpp';
import { columns } from '../columns';
import { storableText } from '../storable-text';
import type { Breach } from '../providers/provider-terms';

/** A whole text, ready to be read. */
export interface WholeMo extends Omit<MoReceived, 'part'> {
  /** Ids of its parts, or its own. */
  moIds: readonly string[];
  traceparent: string;
}

type ReceivedMo = MoReceived & { traceparent: string };

const OVERDUE_LIMIT = 500;

/** Puts long texts together again from the parts the network delivers, in any order and perhaps twice. */
@Injectable()
export class JoinParts {
  constructor(private readonly clock: Clock) {}

  /** Keeps the parts among `mos`; returns the whole texts and those that are complete now, in the order in which they came. */
  async take(tx: Tx, mos: ReceivedMo[]): Promise<WholeMo[]> {
    const parts = mos.filter((mo) => mo.part);
    const whole = mos.filter((mo) => !mo.part).map((mo) => ({ ...mo, moIds: [mo.moId], text: wellFormed(mo.text) }));
    const complete: WholeMo[] = [];
    for (const round of roundsOf(parts)) complete.push(...(await this.takeRound(tx, round)));
    return complete.length === 0 ? whole : [...whole, ...complete].sort((a, b) => acceptedAtOf(a) - acceptedAtOf(b));
  }

  private async takeRound(tx: Tx, parts: ReceivedMo[]): Promise<WholeMo[]> {
    this.keep(tx, parts);
    const waiting = await this.waitingWith(tx, parts);
    const complete = setsOf(waiting).filter(
      (set) => new Set(set.map(({ sequence }) => sequence)).size === set[0].total,
    );
    this.mark(tx, complete);
    return complete.map((set) => joined(set));
  }

  /** Takes sets that wait since before `cutoff` (epoch ms), as they are: a STOP in one must not be lost. */
  async takeOverdue(tx: Tx, cutoff: number): Promise<WholeMo[]> {
    const overdue = await tx.query<PartRow>(
      `SELECT ${PART} FROM mo_part p
       WHERE reply_id IS NULL AND (recipient_key, code, reference, total, breach) IN (
         SELECT recipient_key, code, reference, total, breach FROM mo_part
         WHERE reply_id IS NULL GROUP BY 1, 2, 3, 4, 5
         HAVING max(stored_at) < to_timestamp($1 / 1000.0) ORDER BY max(stored_at) LIMIT ${OVERDUE_LIMIT})
       ORDER BY sequence, stored_at FOR UPDATE SKIP LOCKED`,
      [cutoff],
    );
    const sets = setsOf(overdue);
    this.mark(tx, sets);
    const read = await this.readBefore(tx, sets);
    return sets.map((set) => joined(set, read));
  }

  /** One that looks like a part of a text that was read is put aside: it must not join a new text of the same reference. */
  private keep(tx: Tx, parts: ReceivedMo[]): void {
    const storedAt = this.clock.now();
    const rows = parts.map(({ part, text, to, breach = '', acceptedAt = storedAt, ...mo }) => ({
      ...mo,
      acceptedAt,
      ...part,
      breach,
      code: storableText(to),
      text: Buffer.from(text, 'utf16le'),
      storedAt,
    }));
    tx.send(
      `INSERT INTO mo_part (mo_id, recipient_key, provider, msisdn, code, reference, total, sequence, text_utf16, received_at, stored_at, traceparent, breach,
         retry_key, retry_within_ms, accepted_at, repeats)
       SELECT r.id, r.key, r.provider, r.msisdn, r.code, r.reference, r.total, r.sequence, r.text,
         to_timestamp(r.received_at / 1000.0), to_timestamp(r.stored_at / 1000.0), r.traceparent, r.breach,
         r.retry_key, r.within, to_timestamp(r.accepted_at / 1000.0),
         (SELECT p.reply_id FROM mo_part p
          WHERE p.retry_key = r.retry_key AND p.reply_id IS NOT NULL AND p.mo_id <> r.id
            AND p.accepted_at >= to_timestamp((r.accepted_at - r.within) / 1000.0)
          ORDER BY p.accepted_at LIMIT 1)
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $8::int[], $9::bytea[], $10::float8[], $11::float8[], $12::text[], $13::text[],
                   $14::uuid[], $15::float8[], $16::float8[])
         AS r(id, key, provider, msisdn, code, reference, total, sequence, text, received_at, stored_at, traceparent, breach, retry_key, within, accepted_at)
       ON CONFLICT (mo_id) DO NOTHING`,
      columns(rows, [
        'moId',
        'recipientKey',
        'provider',
        'from',
        'code',
        'reference',
        'total',
        'sequence',
        'text',
        'receivedAt',
        'storedAt',
        'traceparent',
        'breach',
        'retryKey',
        'retryWithinMs',
        'acceptedAt',
      ]),
    );
  }

  private async waitingWith(tx: Tx, parts: ReceivedMo[]): Promise<PartRow[]> {
    const keys = parts.map(({ recipientKey, to, part, breach = '' }) => ({
      ...{ recipientKey, code: storableText(to), breach },
      ...part,
    }));
    return tx.query<PartRow>(
      `SELECT ${PART} FROM mo_part p
       WHERE reply_id IS NULL AND (recipient_key, code, reference, total, breach) IN (
         SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::text[]))
       ORDER BY sequence, stored_at FOR UPDATE`,
      columns(keys, ['recipientKey', 'code', 'reference', 'total', 'breach']),
    );
  }

  /** Returns parts that were read before of the texts that retried parts belong to, by text: a retry of some is read with the others. */
  private async readBefore(tx: Tx, sets: PartSet[]): Promise<ReadonlyMap<string, PartRow[]>> {
    const repeated = sets.flatMap(([{ repeats, recipientKey }]) =>
      repeats === null ? [] : [{ repeats, recipientKey }],
    );
    if (repeated.length === 0) return new Map();
    const rows = await tx.query<PartRow & { replyId: string }>(
      `SELECT ${PART}, reply_id AS "replyId" FROM mo_part p
       WHERE recipient_key = ANY($1::text[]) AND reply_id = ANY($2::uuid[]) AND text_utf16 IS NOT NULL
       ORDER BY sequence, stored_at`,
      columns(repeated, ['recipientKey', 'repeats']),
    );
    const byText = new Map<string, PartRow[]>();
    for (const row of rows) byText.set(row.replyId, [...(byText.get(row.replyId) ?? []), row]);
    return byText;
  }

  /** Marks every part as read in the text that it went into. */
  private mark(tx: Tx, sets: PartSet[]): void {
    if (sets.length === 0) return;
    const marks = sets.flatMap((set) => set.map(({ moId }) => ({ moId, replyId: set[0].moId })));
    tx.send(
      `UPDATE mo_part p SET reply_id = m.reply_id FROM unnest($1::uuid[], $2::uuid[]) AS m(mo_id, reply_id) WHERE p.mo_id = m.mo_id`,
      columns(marks, ['moId', 'replyId']),
    );
  }
}

const PART = `mo_id AS "moId", recipient_key AS "recipientKey", provider, msisdn AS "from", code AS "to", reference, total, sequence,
  text_utf16 AS "textUtf16", extract(epoch FROM received_at) * 1000 AS "receivedAt", traceparent, breach, repeats, retry_key AS "retryKey",
  retry_within_ms AS "retryWithinMs", extract(epoch FROM coalesce(accepted_at, stored_at)) * 1000 AS "acceptedAt"`;

interface PartRow {
  moId: string;
  recipientKey: string;
  provider: string;
  from: string;
  to: string;
  reference: number;
  total: number;
  sequence: number;
  textUtf16: Buffer;
  receivedAt: string;
  traceparent: string;
  breach: Breach | '';
  /** The text that it was a part of, where it was read before. */
  repeats: string | null;
  retryKey: string | null;
  retryWithinMs: number | null;
  acceptedAt: string;
}

/**
 * Splits parts so that none comes twice in a round: where a text is sent again in one batch, the first is read before the
 * second is put together.
 */
function roundsOf(parts: readonly ReceivedMo[]): ReceivedMo[][] {
  const rounds: ReceivedMo[][] = [];
  const begun = new Map<string, { round: number; sequences: Set<number> }>();
  for (const mo of parts) {
    const { reference = 0, total = 0, sequence = 0 } = mo.part ?? {};
    const key = [mo.recipientKey, mo.to, reference, total, mo.breach].join();
    const text = begun.get(key) ?? { round: 0, sequences: new Set() };
    begun.set(key, text);
    if (text.sequences.has(sequence)) {
      text.round += 1;
      text.sequences.clear();
    }
    text.sequences.add(sequence);
    (rounds[text.round] ??= []).push(mo);
  }
  return rounds;
}

/** Parts of one text by sequence; the first names the text. */
type PartSet = [PartRow, ...PartRow[]];

function setsOf(rows: PartRow[]): PartSet[] {
  const sets = new Map<string, PartSet>();
  for (const row of rows) {
    const key = [row.recipientKey, row.to, row.reference, row.total, row.breach, row.repeats].join();
    const set = sets.get(key);
    if (set) set.push(row);
    else sets.set(key, [row]);
  }
  return [...sets.values()];
}

/** @param read - parts that were read before, by their text, which complete a retry of some of them */
function joined(set: PartSet, read: ReadonlyMap<string, PartRow[]> = new Map()): WholeMo {
  const [{ moId, recipientKey, provider, from, to, traceparent, breach, repeats }] = set;
  const parts = [...set, ...(read.get(repeats ?? '') ?? [])].sort((a, b) => a.sequence - b.sequence);
  const [first = set[0]] = parts;
  return {
    ...{ moId, moIds: set.map((part) => part.moId), recipientKey, provider, from, to, traceparent },
    text: joinedText(parts),
    receivedAt: latestOf(set.map((part) => part.receivedAt)),
    acceptedAt: latestOf(set.map((part) => part.acceptedAt)),
    ...(breach && { breach }),
    ...(first.retryKey !== null && { retryKey: first.retryKey }),
    ...(first.retryWithinMs !== null && { retryWithinMs: first.retryWithinMs }),
  };
}

export const acceptedAtOf = ({ acceptedAt, receivedAt }: Pick<WholeMo, 'acceptedAt' | 'receivedAt'>): number =>
  acceptedAt ?? receivedAt;

const latestOf = (instants: string[]): number => Math.max(...instants.map((at) => Math.round(Number(at))));

/** Joins parts; a space replaces a missing part, so that its neighbours are not read as one word. */
function joinedText(set: readonly PartRow[]): string {
  let text = '';
  let expected = 1;
  for (const { sequence, textUtf16 } of set) {
    // The operator's retry under another id of a part we have.
    if (sequence < expected) continue;
    text += (sequence > expected ? ' ' : '') + textUtf16.toString('utf16le');
    expected = sequence + 1;
  }
  return wellFormed(text);
}
