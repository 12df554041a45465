import { LANES, type Lane } from '../lanes';

/** Interval of checks: a veto may arise while no operator takes the message. */
const CHECK_EVERY_MS = 1_000;

/** Messages that no operator takes now. All check again when something changes, the highest lane first, and once a second. */
export class WaitingRoom {
  private readonly lanes: Record<Lane, Set<() => void>> = {
    service: new Set(),
    informative: new Set(),
    marketing: new Set(),
  };

  /** Resolves when a check may have another result. */
  wait(lane: Lane): Promise<void> {
    return new Promise((resolve) => {
      const resume = () => {
        clearTimeout(timer);
        this.lanes[lane].delete(resume);
        resolve();
      };
      const timer = setTimeout(resume, CHECK_EVERY_MS);
      this.lanes[lane].add(resume);
    });
  }

  wake(): void {
    for (const lane of LANES) for (const resume of [...this.lanes[lane]]) resume();
  }
}
