/** When keys were last used here, until somebody writes it down. */
export class KeyUses {
  private at = new Map<string, number>();

  note(keyId: string, now: number): void {
    this.at.set(keyId, now);
  }

  /** Epoch ms by key id, since it was last asked for. */
  take(): Map<string, number> {
    const taken = this.at;
    this.at = new Map();
    return taken;
  }
}
