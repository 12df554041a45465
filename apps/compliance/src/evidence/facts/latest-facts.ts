import { Injectable } from '@nestjs/common';
import { Clock, dayOf } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { type Fact, KINDS } from './fact';
import { type FactHead, hexOf } from './fact-frame';
import { type Asked, FactFrames, framesOf } from './fact-frames';
import { writeFacts } from './facts-lock';
import { FACTS_SQL } from './facts.store';
import { FrameStart } from './frame-start';
import { FRAMES_SQL } from './frames.store';
import { firstDayOf, isOneStretch, stretches } from './stretches';

/** State of a message so far. */
export interface MessageState {
  /** Facts that it has, by `nameOf`. */
  names: Set<string>;
  /** Hash of the last fact; null of a message without one. */
  last: Buffer | null;
  /** Readers of the ids that operators gave, one for each attempt reported as submitted. */
  submittedAs: (() => readonly string[] | undefined)[];
  /** Context and reading of each decision, by attempt. */
  decisions: Map<number, Pick<Fact, 'context' | 'reading'>>;
}

/** Frame that a transaction writes. */
export interface OpenFrame {
  /** Null before the frames start: each fact becomes a row. */
  position: string | null;
  /** Homes of messages that have facts already; null of one whose facts are all rows. */
  homes: ReadonlyMap<string, Home | null>;
}

/** First frame with facts of a message, and the number of the message there. */
export interface Home {
  home: string;
  number: number;
}

export const nameOf = ({ kind, attempt }: Pick<Fact, 'kind' | 'attempt'>): string => `${kind}:${attempt}`;
const FIRST = nameOf({ kind: 'decision', attempt: 1 });

/** Facts of messages before a transaction adds to them. */
@Injectable()
export class LatestFacts {
  constructor(
    private readonly frames: FactFrames,
    private readonly start: FrameStart,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens a frame for facts of messages that were decided before; others are missing in `known`. Four statements in two round trips, one
   * for frames that this process does not have in memory. One for messages whose first facts are rows, one for each further 60 days, and
   * with either one for the position.
   */
  async open(tx: Tx, ids: readonly string[]): Promise<{ known: Map<string, MessageState>; frame: OpenFrame }> {
    const today = dayOf(this.clock.now());
    writeFacts(tx);
    const asked = await tx.query(FACTS_SQL.asked, [ids]);
    // By another replica's clock they may have started already: then nothing may be added as a row.
    const isFramed = (await this.start.hasCome(tx)) || asked.some(({ home }) => home !== null);
    const assign = () => (isFramed ? tx.query(FRAMES_SQL.nextPosition) : []);
    const [positions, assigned] = await Promise.all([framesOf(tx, asked, today), assign()]);
    const known = new Map<string, MessageState>(asked.map(({ id }) => [id, nothing()]));
    const messages = [...known].map(([id, message]) => [hexOf(id), message] as const);
    for (const frame of await this.frames.read(tx, positions))
      for (const [hex, message] of messages)
        for (const number of frame.numbersOf(hex)) add(message, frame.head(number), () => frame.own(number));
    const isReadAtOnce = !(await addRows(tx, known, asked, today)) && isOneStretch(firstDayOf(asked, today), today);
    // What was read after the position was assigned may have a later one, and a fact refers to facts at earlier positions only.
    const [next] = isReadAtOnce ? assigned : await assign();
    const homes = new Map(
      asked.map(({ id, home, number }) => [id, home === null ? null : { home, number: number ?? 0 }]),
    );
    return { known, frame: { position: next?.position ?? null, homes } };
  }
}

const nothing = (): MessageState => ({ names: new Set(), last: null, submittedAs: [], decisions: new Map() });

function add(message: MessageState, head: FactHead, own: () => string): void {
  const { kind, attempt, context, reading, hash } = head;
  message.names.add(nameOf(head));
  message.last = hash;
  if (kind === 'submitted') message.submittedAs.push(() => (JSON.parse(own()) as { smscIds?: string[] }).smscIds);
  if (kind === 'decision') message.decisions.set(attempt, { context, reading });
}

/** Adds facts that are a row each: they precede those in frames. @returns false if it had none to look for */
async function addRows(
  tx: Tx,
  known: ReadonlyMap<string, MessageState>,
  asked: readonly Asked[],
  today: string,
): Promise<boolean> {
  const older = asked.filter(({ id }) => !known.get(id)?.names.has(FIRST));
  if (older.length === 0) return false;
  const ids = older.map(({ id }) => id);
  const lasts = new Map(ids.map((id) => [id, known.get(id)?.last]));
  for (const days of stretches(firstDayOf(older, today), today))
    for (const { kind, own, ...row } of await tx.query(FACTS_SQL.known, [ids, ...days])) {
      const message = known.get(row.messageId);
      if (!message) continue;
      add(message, { ...row, kind: KINDS[kind] ?? 'unknown' }, () => own);
      message.last = lasts.get(row.messageId) ?? message.last;
    }
  return true;
}
