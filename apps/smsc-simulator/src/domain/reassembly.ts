/** Maximum of incomplete texts; the oldest is given up, as a handset does in the end. */
const MAX_INCOMPLETE = 100_000;

export interface Part {
  from: string;
  to: string;
  text: string;
  messageId: string;
  /** Epoch milliseconds. */
  submittedAt: number;
  /** Absent on a text of one part. */
  position?: { reference: number; total: number; sequence: number };
}

/** Joins the parts of a text by sender, recipient and reference, in whatever order they come. */
export class Reassembly {
  private readonly incomplete = new Map<string, Map<number, Part>>();

  /** The parts of a text in order once the last one is there, else undefined. A part that comes twice counts once. */
  add(part: Part): Part[] | undefined {
    const { position } = part;
    if (!position || position.total === 1) return [part];
    const key = `${part.from} ${part.to} ${position.reference} ${position.total}`;
    const parts = this.incomplete.get(key) ?? new Map<number, Part>();
    parts.set(position.sequence, part);
    if (parts.size < position.total) {
      this.keep(key, parts);
      return undefined;
    }
    this.incomplete.delete(key);
    return [...parts].sort(([left], [right]) => left - right).map(([, held]) => held);
  }

  private keep(key: string, parts: Map<number, Part>): void {
    this.incomplete.set(key, parts);
    const [oldest] = this.incomplete.size > MAX_INCOMPLETE ? this.incomplete.keys() : [];
    if (oldest !== undefined) this.incomplete.delete(oldest);
  }
}
