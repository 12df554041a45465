import { Injectable } from '@nestjs/common';
import type { MoReceived } from '@stopsms/contracts';
import { Clock, storableText } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { wellFormed } from '@stopsms/smpp';
import type { PartsSql } from './parts.sql';
import { PARTS, PARTS_SQL, READ_PARTS, TEXTS } from './parts.store';

/** A whole text, ready to be read. */
export interface WholeMo extends Omit<MoReceived, 'part'> {
  /** Ids of its parts, or its own. */
  moIds: readonly string[];
  /** True for a text that came in parts. */
  isJoined?: true;
  traceparent: string;
}

type ReceivedMo = MoReceived & { traceparent: string };

/** Puts long texts together again from the parts the network delivers, in any order and perhaps twice. */
@Injectable()
export class JoinParts {
  constructor(private readonly clock: Clock) {}

  /**
   * Keeps the parts among `mos`; returns the whole texts and those that are complete now, in the order of the topic: a text comes where its
   * last part does. Clocks of replicas differ, and would put a START behind the STOP that followed it.
   */
  async take(tx: Tx, mos: ReceivedMo[]): Promise<WholeMo[]> {
    const texts: { position: number; text: WholeMo }[] = mos.flatMap((mo, position) =>
      mo.part ? [] : [{ position, text: { ...mo, moIds: [mo.moId], text: wellFormed(mo.text) } }],
    );
    // Of an MO that is there twice, the first counts.
    const positions = new Map(mos.map(({ moId }, position) => [moId, position] as const).reverse());
    for (const round of roundsOf(mos.filter((mo) => mo.part))) {
      for (const text of await this.takeRound(tx, round))
        texts.push({ position: Math.max(...text.moIds.map((moId) => positions.get(moId) ?? -1)), text });
    }
    return texts.sort((a, b) => a.position - b.position).map(({ text }) => text);
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
    const overdue = await tx.query(PARTS_SQL.overdue, [cutoff]);
    const sets = setsOf(overdue);
    this.mark(tx, sets);
    const read = await this.readBefore(tx, sets);
    return sets.map((set) => joined(set, read));
  }

  /** One that looks like a part of a text that was read is put aside: it must not join a new text of the same reference. */
  private keep(tx: Tx, parts: ReceivedMo[]): void {
    const storedAt = this.clock.now();
    const rows = PARTS.of(parts, ({ part = NO_PART, text, to, breach = '', acceptedAt = storedAt, ...mo }) => ({
      ...{ ...mo, ...part, breach, acceptedAt, storedAt },
      msisdn: mo.from,
      code: storableText(to),
      text: Buffer.from(text, 'utf16le'),
      retryKey: mo.retryKey ?? null,
      within: mo.retryWithinMs ?? null,
    }));
    tx.send(PARTS_SQL.store, rows);
  }

  private async waitingWith(tx: Tx, parts: ReceivedMo[]): Promise<PartRow[]> {
    const texts = TEXTS.of(parts, ({ recipientKey, to, part = NO_PART, breach = '' }) => ({
      ...{ recipientKey, code: storableText(to), breach },
      ...part,
    }));
    return tx.query(PARTS_SQL.waiting, texts);
  }

  /** Returns parts that were read before of the texts that retried parts belong to, by text: a retry of some is read with the others. */
  private async readBefore(tx: Tx, sets: PartSet[]): Promise<ReadonlyMap<string, PartRow[]>> {
    const repeated = sets.flatMap(([{ repeats, recipientKey }]) =>
      repeats === null ? [] : [{ repeats, recipientKey }],
    );
    if (repeated.length === 0) return new Map();
    const rows = await tx.query(PARTS_SQL.readIn, [
      repeated.map(({ recipientKey }) => recipientKey),
      repeated.map(({ repeats }) => repeats),
    ]);
    const byText = new Map<string, PartRow[]>();
    for (const row of rows) byText.set(row.replyId, [...(byText.get(row.replyId) ?? []), row]);
    return byText;
  }

  /** Marks every part as read in the text that it went into. */
  private mark(tx: Tx, sets: PartSet[]): void {
    if (sets.length === 0) return;
    const marks = sets.flatMap((set) => set.map(({ moId }) => ({ moId, replyId: set[0].moId })));
    tx.send(PARTS_SQL.markRead, READ_PARTS.of(marks));
  }
}

/** Position of an MO that is no part. */
const NO_PART = { reference: 0, total: 0, sequence: 0 };

type PartRow = PartsSql['waiting']['row'];

/**
 * Splits parts so that none comes twice in a round: where a text is sent again in one batch, the first is read before the
 * second is put together.
 */
function roundsOf(parts: readonly ReceivedMo[]): ReceivedMo[][] {
  const rounds: ReceivedMo[][] = [];
  const begun = new Map<string, { round: number; sequences: Set<number> }>();
  for (const mo of parts) {
    const { reference, total, sequence } = mo.part ?? NO_PART;
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
    ...{
      moId,
      moIds: set.map((part) => part.moId),
      isJoined: true as const,
      recipientKey,
      provider,
      from,
      to,
      traceparent,
    },
    text: joinedText(parts),
    receivedAt: Math.max(...set.map((part) => part.receivedAt)),
    acceptedAt: Math.max(...set.map((part) => part.acceptedAt)),
    ...(breach && { breach }),
    ...(first.retryKey !== null && { retryKey: first.retryKey }),
    ...(first.retryWithinMs !== null && { retryWithinMs: first.retryWithinMs }),
  };
}

export const acceptedAtOf = ({ acceptedAt, receivedAt }: Pick<WholeMo, 'acceptedAt' | 'receivedAt'>): number =>
  acceptedAt ?? receivedAt;

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
