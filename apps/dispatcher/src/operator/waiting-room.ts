import { LANES, type Lane } from '../lanes';

/** A veto may come up while nobody is there to take the message. */
const LOOK_EVERY_MS = 1_000;

/** Messages that nobody takes now. All look again when something changes, the highest lane first, and once a second. */
export class WaitingRoom {
  private readonly lanes: Record<Lane, Set<() => void>> = {
    service: new Set(),
    informative: new Set(),
    marketing: new Set(),
  };

  /** Resolves when it is worth looking again. */
  wait(lane: Lane): Promise<void> {
    return new Promise((resolve) => {
      const goOn = () => {
        clearTimeout(timer);
        this.lanes[lane].delete(goOn);
        resolve();
      };
      const timer = setTimeout(goOn, LOOK_EVERY_MS);
      this.lanes[lane].add(goOn);
    });
  }

  wake(): void {
    for (const lane of LANES) for (const goOn of [...this.lanes[lane]]) goOn();
  }
}
