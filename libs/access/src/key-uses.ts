/** Times of the last uses of keys, until they are stored. */
export class KeyUses {
  private at = new Map<string, number>();

  note(keyId: string, now: number): void {
    this.at.set(keyId, now);
  }

  /** Returns the uses since the last call: epoch ms by key id. */
  take(): Map<string, number> {
    const taken = this.at;
    this.at = new Map();
    return taken;
  }
}
