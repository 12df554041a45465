/** Settings of a benchmark's dispatcher: it has no operator, and may send to numbers reserved for fiction. */
export function dispatcherEnv(given: { bootstrap: string; port: number; snapshots: string }): NodeJS.ProcessEnv {
  return {
    PORT: String(given.port),
    HOST: '127.0.0.1',
    KAFKA_BROKERS: given.bootstrap,
    // Production mode, the default, asks for operators' keys, which would then be needed to ask for its view.
    STOPSMS_MODE: 'development',
    ALLOW_FICTION_NUMBERS: 'true',
    // Nobody listens there.
    SMPP_PORT: '1',
    VIEW_SNAPSHOT_DIR: given.snapshots,
  };
}
