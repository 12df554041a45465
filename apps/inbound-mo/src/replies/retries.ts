import { mayAskToStop, type Reading } from '@stopsms/reply-reader';

/** A return dated no later than this after a STOP does not end it (docs/law/opt-outs.md#race). */
const STOP_WINS_MS = 5_000;

/** A whole text as it is read, in the order of its topic. */
export interface ReadText {
  moId: string;
  recipientKey: string;
  /** Shared by texts that may be retries of one another; absent where nothing is known to compare. */
  retryKey?: string;
  retryWithinMs?: number;
  /** Epoch ms, by the operator's clock where it dates its texts. */
  receivedAt: number;
  /** Epoch ms, by the clock of the replica that took it. */
  acceptedAt: number;
  /** As the operator identifies and dates it; epoch ms. */
  operatorId?: string;
  datedAt?: number;
  /** True for a text that came in parts, whose ids are not compared. */
  isJoined?: true;
  /** True if an earlier START of the person, stored at any time before, may be the same. */
  mayBeEarlierStart?: boolean;
  read: Pick<Reading, 'tier' | 'unclassified'>;
}

/** The first of texts that share a retry key. Instants are epoch ms. */
export type FirstText = Pick<ReadText, 'moId' | 'receivedAt' | 'acceptedAt'>;

export interface JudgedText {
  moId: string;
  /** Epoch ms: later than that of every earlier text of the person, whatever the clocks of replicas say. None for a repetition. */
  acceptedAt?: number;
  /** The text that this one repeats, as far as can be seen. */
  repeats?: string;
  /** Has no effect: it is recorded, and not published. */
  isRepetition: boolean;
  /** True for a START that may be an earlier one of the person, delivered again: a person decides. */
  isDoubtfulStart?: boolean;
}

type Start = Pick<ReadText, 'moId' | 'operatorId' | 'datedAt' | 'receivedAt'>;

/**
 * Returns whether a START may be an earlier one, however long ago: the operator gives both one id (and one date, if it dates both), or
 * it gives this one no id, and dates it no later or not at all. `REPLIES_SQL.earlier` asks the same of stored replies.
 */
function mayBe({ moId, operatorId, datedAt, receivedAt }: Start, earlier: Start): boolean {
  // A record that Kafka gives twice.
  if (moId === earlier.moId) return false;
  if (operatorId === undefined && (datedAt === undefined || earlier.receivedAt >= receivedAt)) return true;
  if (operatorId !== earlier.operatorId) return false;
  return datedAt === undefined || earlier.datedAt === undefined || datedAt === earlier.datedAt;
}

/**
 * Judges texts that look like retries of earlier ones, in the order in which they came. One that may ask to stop is a
 * repetition only while its sender is surely still out by the first: for some seconds, if nothing else came from the person.
 * Beyond that suppression alone knows, and it is passed on as if it were new. Everything else is a repetition: a START that may be the operator's retry of one that a STOP has
 * overtaken lifts nothing, and a question is answered once. After the time of retries a START that may be an earlier one waits for a
 * person: whoever has a copy of its delivery can send it again years later.
 * @param firsts - by retry key; the firsts among `texts` are added
 * @param latest - when the latest text of each person was accepted; brought up to date
 */
export function judgeRetries(
  texts: readonly ReadText[],
  firsts: Map<string, FirstText>,
  latest: Map<string, number>,
): JudgedText[] {
  const starts = new Map<string, Start[]>();
  return texts.map(({ moId, recipientKey, retryKey, retryWithinMs = 0, receivedAt, read, ...text }) => {
    const before = latest.get(recipientKey) ?? -Infinity;
    const acceptedAt = Math.max(text.acceptedAt, before + 1);
    const first = retryKey === undefined ? undefined : firsts.get(retryKey);
    const isLike = first !== undefined && first.moId !== moId && acceptedAt - first.acceptedAt <= retryWithinMs;
    if (isLike) {
      const isStillOut = before === first.acceptedAt && acceptedAt - first.receivedAt <= STOP_WINS_MS;
      if (!mayAskToStop(read) || isStillOut) return { moId, repeats: first.moId, isRepetition: true };
    } else if (retryKey !== undefined) firsts.set(retryKey, { moId, receivedAt, acceptedAt });
    latest.set(recipientKey, acceptedAt);
    const judged = { moId, acceptedAt, ...(isLike && { repeats: first.moId }), isRepetition: false };
    if (read.tier !== 'start') return judged;
    const start = { moId, ...text, receivedAt };
    const others = starts.get(recipientKey) ?? [];
    starts.set(recipientKey, [...others, start]);
    const isDoubtful = text.isJoined || text.mayBeEarlierStart || others.some((earlier) => mayBe(start, earlier));
    return isDoubtful ? { ...judged, isDoubtfulStart: true } : judged;
  });
}
