import { json } from './json';
import type { Mood } from './fault-plan';

interface Range {
  min: number;
  max: number;
}

/** The fields of the simulator's `PUT /behaviour` that a run touches. */
export interface Behaviour {
  submitDelayMs: number;
  throttleRate: number;
  queueFullRate: number;
  noResponseRate: number;
  dropConnectionAfter: number | null;
  failAfterTakingRate: number;
  wrongSignatureRate: number;
  unknownStateRate: number;
  repeatDeliverRate: number;
  receiptBeforeResponse: boolean;
  refuseBinds: boolean;
  retryDelayMs: Range;
}

export interface OperatorText {
  sequence: number;
  to: string;
  from: string;
  text: string;
  at: string;
  /** Time of its first part; absent on a text of one part. */
  begunAt?: string;
  partIds: string[];
  /** Set on a text of the operator itself: the word that it answers. */
  answerTo?: AnsweredWord;
}

export type AnsweredWord = 'STOP' | 'START' | 'HELP';

export interface OperatorReply {
  sequence: number;
  id: string;
  from: string;
  text: string;
  /** Time at which the handset sent it. */
  at: string;
  acknowledgedAt: string | null;
  /** Set if the operator understands it as this word, and does itself what it asks for. */
  word?: AnsweredWord;
}

interface Deliveries {
  acknowledged: number;
  queued: number;
}

export interface OperatorStats {
  submits: number;
  accepted: number;
  rejected: Record<string, number>;
  unanswered: number;
  /** Messages of a provider over HTTP under a reference that it had taken. */
  repeatedReferences: number;
  receipts: Deliveries & { repeated: number };
  mos: Deliveries;
}

const PAGE = 10_000;
const LATE_MS = 4_000;

/** Behaviour of the operator in each mode, in addition to its usual pace. */
const MOODS: Record<Mood, Partial<Behaviour>> = {
  late: { submitDelayMs: LATE_MS },
  throttles: { throttleRate: 0.1 },
  'queue full': { queueFullRate: 0.05 },
  silent: { noResponseRate: 0.05 },
  'drops at a submit': { dropConnectionAfter: 20 },
  repeats: { repeatDeliverRate: 0.5 },
  'receipt first': { receiptBeforeResponse: true },
  'refuses binds': { refuseBinds: true },
  'fails after taking': { failAfterTakingRate: 0.05 },
  'forges callbacks': { wrongSignatureRate: 0.5 },
};

const GOOD_DAY: Behaviour = {
  submitDelayMs: 0,
  throttleRate: 0,
  queueFullRate: 0,
  noResponseRate: 0,
  dropConnectionAfter: null,
  failAfterTakingRate: 0,
  wrongSignatureRate: 0,
  unknownStateRate: 0,
  repeatDeliverRate: 0,
  receiptBeforeResponse: false,
  refuseBinds: false,
  // A run is minutes, where a real operator tries for days.
  retryDelayMs: { min: 200, max: 2_000 },
};

/** The simulator's controls and its record. */
export class Operator {
  private usualDelayMs = 0;

  constructor(readonly url: string) {}

  /** Answers each submit that late from now on, which sets the pace of a campaign. */
  async pace(submitDelayMs: number): Promise<void> {
    this.usualDelayMs = submitDelayMs;
    await this.behave({ ...GOOD_DAY, submitDelayMs });
  }

  async mood(mood: Mood): Promise<void> {
    await this.behave(MOODS[mood]);
  }

  async endMood(mood: Mood): Promise<void> {
    const good = { ...GOOD_DAY, submitDelayMs: this.usualDelayMs };
    await this.behave(
      Object.fromEntries(Object.keys(MOODS[mood]).map((name) => [name, good[name as keyof Behaviour]])),
    );
  }

  async disconnect(): Promise<void> {
    await json('POST', `${this.url}/disconnect`);
  }

  stats(): Promise<OperatorStats> {
    return json('GET', `${this.url}/stats`);
  }

  /** Messages on handsets, from a position in its log on. */
  textsAfter(sequence: number): Promise<OperatorText[]> {
    return json('GET', `${this.url}/messages?since=${sequence}&limit=${PAGE}`);
  }

  allTexts(): Promise<OperatorText[]> {
    return this.all((since) => this.textsAfter(since));
  }

  allReplies(): Promise<OperatorReply[]> {
    return this.all((since) => json('GET', `${this.url}/replies?since=${since}&limit=${PAGE}`));
  }

  async reply(e164: string, to: string, text: string): Promise<void> {
    await json('POST', `${this.url}/handsets/${encodeURIComponent(e164)}/reply`, { to, text });
  }

  async behave(behaviour: Partial<Behaviour>): Promise<void> {
    await json('PUT', `${this.url}/behaviour`, behaviour);
  }

  private async all<T extends { sequence: number }>(after: (sequence: number) => Promise<T[]>): Promise<T[]> {
    const items: T[] = [];
    for (;;) {
      const page = await after(items.at(-1)?.sequence ?? 0);
      if (page.length === 0) return items;
      items.push(...page);
    }
  }
}
