import { REPLIES, type ReplyCase } from './replies';

/** Blocks of a thousand numbers; the lower ones are left to whoever tries things by hand. */
export const BLOCKS = [5, 6, 7, 8];

/**
 * The handsets of one run. French numbers are from the range reserved for fiction; overseas regions have none, so those
 * numbers are only ever given to the simulator.
 */
export class People {
  constructor(private readonly block: number) {}

  /** The nth fictional French mobile, E.164; below 1,000. */
  handset(n: number): string {
    return `+3363998${this.block}${String(n).padStart(3, '0')}`;
  }

  /** Réunion, whose day is ahead of Paris, and Guadeloupe, whose day starts four or five hours later. */
  overseas(n: number): string {
    return `${n % 2 === 0 ? '+26269200' : '+59069000'}${this.block}${String(n).padStart(3, '0')}`;
  }

  /** The handset that plays the nth reply. */
  answering(n: number): string {
    return this.handset(n * 7);
  }

  playing(expect: ReplyCase['expect']): string[] {
    return REPLIES.flatMap((each, n) => (each.expect === expect ? [this.answering(n)] : []));
  }
}
