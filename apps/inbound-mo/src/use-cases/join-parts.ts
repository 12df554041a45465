import { Injectable } from '@nestjs/common';
import type { MoReceived } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { wellFormed } from '@stopsms/smpp';
import { columns } from '../adapters/columns';
import { storableText } from '../adapters/storable-text';
import type { Breach } from './provider-terms';

/** A whole text, ready to be read. */
export interface WholeMo extends Omit<MoReceived, 'part'> {
  /** Of its parts, or its own alone. */
  moIds: readonly string[];
  traceparent: string;
}

type ReceivedMo = MoReceived & { traceparent: string };

const OVERDUE_LIMIT = 500;

/** Puts long texts together again from the parts the network delivers, in any order and perhaps twice. */
@Injectable()
export class JoinParts {
  constructor(private readonly clock: Clock) {}

  /** Keeps the parts among `mos`; returns the whole texts and those that are complete now. */
  async take(tx: Tx, mos: ReceivedMo[]): Promise<WholeMo[]> {
    const parts = mos.filter((mo) => mo.part);
    const whole = mos.filter((mo) => !mo.part).map((mo) => ({ ...mo, moIds: [mo.moId], text: wellFormed(mo.text) }));
    if (parts.length === 0) return whole;
    this.keep(tx, parts);
    const waiting = await this.waitingWith(tx, parts);
    const complete = setsOf(waiting).filter(
      (set) => new Set(set.map(({ sequence }) => sequence)).size === set[0].total,
    );
    return [...whole, ...this.join(tx, complete)];
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
    return this.join(tx, setsOf(overdue));
  }

  private keep(tx: Tx, parts: ReceivedMo[]): void {
    const storedAt = this.clock.now();
    const rows = parts.map(({ part, text, to, breach = '', ...mo }) => ({
      ...mo,
      ...part,
      breach,
      code: storableText(to),
      text: Buffer.from(text, 'utf16le'),
      storedAt,
    }));
    tx.send(
      `INSERT INTO mo_part (mo_id, recipient_key, provider, msisdn, code, reference, total, sequence, text_utf16, received_at, stored_at, traceparent, breach)
       SELECT r.id, r.key, r.provider, r.msisdn, r.code, r.reference, r.total, r.sequence, r.text,
         to_timestamp(r.received_at / 1000.0), to_timestamp(r.stored_at / 1000.0), r.traceparent, r.breach
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $8::int[], $9::bytea[], $10::float8[], $11::float8[], $12::text[], $13::text[])
         AS r(id, key, provider, msisdn, code, reference, total, sequence, text, received_at, stored_at, traceparent, breach)
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

  /** Marks every part as read in the text that it went into. */
  private join(tx: Tx, sets: PartSet[]): WholeMo[] {
    if (sets.length === 0) return [];
    const marks = sets.flatMap((set) => set.map(({ moId }) => ({ moId, replyId: set[0].moId })));
    tx.send(
      `UPDATE mo_part p SET reply_id = m.reply_id FROM unnest($1::uuid[], $2::uuid[]) AS m(mo_id, reply_id) WHERE p.mo_id = m.mo_id`,
      columns(marks, ['moId', 'replyId']),
    );
    return sets.map(joined);
  }
}

const PART = `mo_id AS "moId", recipient_key AS "recipientKey", provider, msisdn AS "from", code AS "to", reference, total, sequence,
  text_utf16 AS "textUtf16", extract(epoch FROM received_at) * 1000 AS "receivedAt", traceparent, breach`;

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
}

/** Parts of one text by sequence; the first names the text. */
type PartSet = [PartRow, ...PartRow[]];

function setsOf(rows: PartRow[]): PartSet[] {
  const sets = new Map<string, PartSet>();
  for (const row of rows) {
    const key = [row.recipientKey, row.to, row.reference, row.total, row.breach].join();
    const set = sets.get(key);
    if (set) set.push(row);
    else sets.set(key, [row]);
  }
  return [...sets.values()];
}

function joined(set: PartSet): WholeMo {
  const [{ moId, recipientKey, provider, from, to, traceparent, breach }] = set;
  const receivedAt = Math.max(...set.map((part) => Math.round(Number(part.receivedAt))));
  const text = joinedText(set);
  const moIds = set.map((part) => part.moId);
  return { moId, moIds, recipientKey, provider, from, to, text, receivedAt, traceparent, ...(breach && { breach }) };
}

/** A space stands for a missing part, so that what lies around it is not read as one word. */
function joinedText(set: PartSet): string {
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
