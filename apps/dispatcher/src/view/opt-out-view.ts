/**
 * Opt-outs in memory: every advert is checked here just before it is submitted. A view may block one advert too many, never
 * one too few.
 */
export abstract class OptOutView {
  /** Applies one record of the opt-out topic; `back` and a tombstone remove the entry. */
  abstract apply(recipientKey: string, scope: string, state: 'out' | 'back'): void;

  abstract blocks(recipientKey: string, scope: string): boolean;

  abstract get entries(): number;

  /** Memory held, estimated. */
  abstract get bytes(): number;

  /** Returns the first of `scopes` that blocks this recipient. */
  blockingScope(recipientKey: string, scopes: readonly string[]): string | undefined {
    return scopes.find((scope) => this.blocks(recipientKey, scope));
  }
}
