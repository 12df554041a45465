export type BindType = 'transmitter' | 'receiver' | 'transceiver';

/** The peer's certificate is always checked: there is no switch for that. */
export interface TlsOptions {
  /** PEM of who signed the peer's certificate; the machine's own list by default. */
  ca?: string;
  /** The name its certificate must have; the host by default. */
  servername?: string;
  /** PEM of our own certificate and its key, for a peer that asks for one. */
  cert?: string;
  key?: string;
}

export interface SessionOptions {
  host: string;
  /** 2775, or 3550 with TLS, by custom. */
  port: number;
  /** Default false: the password and the texts cross the network readable. */
  tls?: boolean | TlsOptions;
  bind: BindType;
  systemId: string;
  /** At most 8 characters (SMPP 3.4 5.2.2). */
  password: string;
  systemType?: string;
  /** Maximum of unanswered submits. OVHcloud allows 10. Default 10. */
  window?: number;
  /** Deliveries whose handler has not ended, at most; a further one is sent back as temporarily refused. Default 1000. */
  deliveryWindow?: number;
  /** Time for connection and bind together. Default 10 s. */
  connectTimeoutMs?: number;
  /** Time for an answer to a submit, and to an enquire_link; the latter unanswered ends the link. Default 10 s. */
  responseTimeoutMs?: number;
  /** Pause between two enquire_link. OVHcloud recommends 30 s. Default 30 s. */
  enquireLinkMs?: number;
  /**
   * Time that a submit may wait to be written before it is returned as not sent. Default 30 s; with 0 it is written within
   * the call or returned.
   */
  submitWaitMs?: number;
  /** Time that `close` waits for responses still due on either side, and an unbinding peer for ours. Default 5 s. */
  closeTimeoutMs?: number;
  /** First and longest pause before a new connection; it doubles between, and is shortened by up to half by chance. */
  reconnectMs?: { min: number; max: number };
  /**
   * Stops permanently when the peer refuses our name or password: each further try may lock the account. Default false: it
   * retries after the longest pause.
   */
  stopOnWrongCredentials?: boolean;
  /** 0 up to 1; for tests. Default `Math.random`. */
  random?: () => number;
}

export type FullSessionOptions = Required<SessionOptions>;

const DEFAULTS = {
  tls: false,
  systemType: '',
  window: 10,
  deliveryWindow: 1_000,
  connectTimeoutMs: 10_000,
  responseTimeoutMs: 10_000,
  enquireLinkMs: 30_000,
  submitWaitMs: 30_000,
  closeTimeoutMs: 5_000,
  reconnectMs: { min: 500, max: 30_000 },
  stopOnWrongCredentials: false,
  random: Math.random,
};

/** @throws RangeError if the window is not a whole number from 1 */
export function withDefaults(options: SessionOptions): FullSessionOptions {
  const full = { ...DEFAULTS, ...options };
  if (!Number.isInteger(full.window) || full.window < 1) {
    throw new RangeError(`SMPP window is ${full.window}: give a whole number from 1; OVHcloud allows 10.`);
  }
  return full;
}
