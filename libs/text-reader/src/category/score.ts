import { found } from './numbers';
import { SIGNALS, type Signal, type SignalCode, type SignalKind } from './signals';

/** Soft words count twice at most, however many there are (docs/law/messages.md#signals). */
const MAX_SELLING_WORDS = 2;
/** Doubt and one weak word ask for a person; to refuse, something must sell. */
const SELLING_ENOUGH = 3;
const DOUBT_AT_MOST = 4;

const kindOf = ({ code }: Signal): SignalKind => SIGNALS[code].kind;

export const sum = (signals: readonly Signal[], ...kinds: SignalKind[]): number =>
  signals.reduce((total, signal) => (kinds.includes(kindOf(signal)) ? total + signal.weight : total), 0);

/** Collects the signals of a text sentence by sentence, each code once. */
export class SignalTally {
  readonly signals: Signal[] = [];
  private readonly counted = new Map<SignalCode, number>();

  /**
   * @param transaction - the words by which this sentence is about a transaction: they outweigh its own soft signals,
   *   never those of the next sentence, and never a hard one
   */
  add(signals: readonly Signal[], transaction?: string): void {
    const seen = new Map(this.counted);
    const fresh = signals.filter((signal) => this.isNew(signal));
    this.signals.push(...fresh);
    const soft = sum(fresh, 'soft');
    if (transaction === undefined || soft === 0) return;
    const offset = found('TRANSACTION', transaction);
    this.signals.push({ ...offset, weight: Math.max(offset.weight, -soft) });
    for (const { code } of fresh) if (SIGNALS[code].kind === 'soft') this.counted.set(code, seen.get(code) ?? 0);
  }

  score(): number {
    const selling = sum(this.signals, 'hard', 'soft');
    const total = selling + sum(this.signals, 'doubt');
    return selling < SELLING_ENOUGH ? Math.min(total, DOUBT_AT_MOST) : total;
  }

  private isNew({ code }: Signal): boolean {
    const times = (this.counted.get(code) ?? 0) + 1;
    this.counted.set(code, times);
    return times <= (code === 'SELLING_WORD' ? MAX_SELLING_WORDS : 1);
  }
}
