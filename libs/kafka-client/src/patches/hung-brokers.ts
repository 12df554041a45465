/** Connection to a broker, as far as it is watched here. */
export interface WatchedConnection {
  /** True while a response is outstanding that a broker gives at once. */
  isDue(): boolean;
  /** Rejects all its requests and closes it. */
  end(): void;
  log(line: string): void;
}

/** Consecutive checks at which a response was due and nothing arrived, after which a broker hangs: about the lease of a partition. */
const MAX_SILENT_CHECKS = 10;
/** The same for a broker that was found to hang, until something arrives from it. */
const MAX_SILENT_CHECKS_AGAIN = 3;
/** Others respond if something arrived from one of them within so many checks. */
const OTHERS_CHECKS = 3;

interface WatchedBroker {
  connections: Set<WatchedConnection>;
  /** Checks since something arrived. */
  quietChecks: number;
  /** Checks among them at which a response was due. */
  silentChecks: number;
  wasHung: boolean;
}

/**
 * Finds brokers that hang: none of their connections has ended, nothing arrives on any, and other brokers respond. Time is counted in
 * checks, so that a process that was frozen itself has not waited. If no broker responds, there is none to turn to, and nothing is done.
 */
export class HungBrokers {
  private readonly brokers = new Map<string, WatchedBroker>();

  get isIdle(): boolean {
    return this.brokers.size === 0;
  }

  opened(address: string, connection: WatchedConnection): void {
    const broker = this.brokers.get(address) ?? {
      connections: new Set(),
      quietChecks: 0,
      silentChecks: 0,
      wasHung: false,
    };
    this.brokers.set(address, broker);
    broker.connections.add(connection);
  }

  closed(address: string, connection: WatchedConnection): void {
    const broker = this.brokers.get(address);
    broker?.connections.delete(connection);
    if (broker?.connections.size === 0 && !broker.wasHung) this.brokers.delete(address);
  }

  /** Called with the address of each broker from which something arrived. */
  received(address: string): void {
    const broker = this.brokers.get(address);
    if (!broker) return;
    broker.quietChecks = 0;
    broker.silentChecks = 0;
    broker.wasHung = false;
  }

  /** Ends the connections to brokers that hang. */
  check(): void {
    for (const broker of this.brokers.values()) {
      broker.quietChecks += 1;
      if ([...broker.connections].some((connection) => connection.isDue())) broker.silentChecks += 1;
    }
    for (const broker of this.brokers.values()) {
      if (broker.silentChecks <= (broker.wasHung ? MAX_SILENT_CHECKS_AGAIN : MAX_SILENT_CHECKS)) continue;
      if (!this.othersRespond(broker)) continue;
      broker.silentChecks = 0;
      broker.wasHung = true;
      const connections = [...broker.connections];
      connections[0]?.log('The broker does not respond, others do: closing the connections to it');
      for (const connection of connections) connection.end();
    }
    if ([...this.brokers.values()].every(({ connections }) => connections.size === 0)) this.brokers.clear();
  }

  /**
   * True if something arrived from another broker lately. A consumer that waits for one that hung asks nobody: then it is enough that no
   * other is silent.
   */
  private othersRespond(broker: WatchedBroker): boolean {
    const others = [...this.brokers.values()].filter((other) => other !== broker);
    if (others.some((other) => other.quietChecks <= OTHERS_CHECKS)) return true;
    return broker.wasHung && others.length > 0 && others.every((other) => other.silentChecks === 0);
  }
}
