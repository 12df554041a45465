/** A receipt that says the handset did not get the text. */
export interface Failure {
  stat: 'EXPIRED' | 'DELETED' | 'UNDELIV' | 'REJECTD' | 'UNKNOWN';
  /** The operator's code, e.g. `053`, OVHcloud's "blacklisted by STOP". */
  err: string;
}

/** Behaviour of the operator. Rates go from 0, never, to 1, always. */
export interface Behaviour {
  /** A receipt leaves between these after its submit. */
  receiptDelayMs: { min: number; max: number };
  /** A submit_sm_resp leaves this long after its submit. */
  submitDelayMs: number;
  /** Keeps each submit_sm_resp until this is false again. */
  withholdResponses: boolean;
  /** Submits refused with 0x58, throttled. */
  throttleRate: number;
  /** Submits refused with 0x14, queue full. */
  queueFullRate: number;
  /** Submits refused with `errorStatus`. */
  errorRate: number;
  errorStatus: number;
  /** Accepted parts that do not reach the handset: UNDELIV, err 001. */
  undeliverableRate: number;
  /** Numbers that never get a text, in E.164, and what their receipts say. */
  undeliverable: Record<string, Failure>;
  /** The receipt leaves first; the submit_sm_resp follows once it is acknowledged, or after a second. */
  receiptBeforeResponse: boolean;
  /** Each connection is dropped at its n-th submit, which is taken and not answered; null never drops. */
  dropConnectionAfter: number | null;
  /** Submits taken but never answered. */
  noResponseRate: number;
  /** MOs and receipts sent once more after they were acknowledged. */
  repeatDeliverRate: number;
  /** Binds refused with 0x0D. */
  refuseBinds: boolean;
  /** Unacknowledged MOs and receipts on one connection, at most. */
  deliverWindow: number;
  /** An MO or receipt not answered in this time is sent again. */
  deliverTimeoutMs: number;
  /** Pause before an MO or receipt is sent again; it doubles from `min` to `max`. */
  retryDelayMs: { min: number; max: number };
  /** Calls answered with 500 after their messages were taken; of a vendor's API alone, like the fields below. */
  failAfterTakingRate: number;
  /** Receipts with a state that the vendor does not document, before the true one. */
  unknownStateRate: number;
  /** Callbacks sent first with a wrong signature or path secret. */
  wrongSignatureRate: number;
  /** The vendor answers STOP, START and HELP itself, and blocks the handset for the code from STOP to START. */
  answersStop: boolean;
  /** The text in the vendor's answer differs from that which was submitted. */
  altersText: boolean;
}

/** Behaviour of an operator without faults. */
export const GOOD_DAY: Behaviour = {
  receiptDelayMs: { min: 50, max: 200 },
  submitDelayMs: 0,
  withholdResponses: false,
  throttleRate: 0,
  queueFullRate: 0,
  errorRate: 0,
  errorStatus: 0x08,
  undeliverableRate: 0,
  undeliverable: {},
  receiptBeforeResponse: false,
  dropConnectionAfter: null,
  noResponseRate: 0,
  repeatDeliverRate: 0,
  refuseBinds: false,
  deliverWindow: 100,
  deliverTimeoutMs: 10_000,
  retryDelayMs: { min: 500, max: 30_000 },
  failAfterTakingRate: 0,
  unknownStateRate: 0,
  wrongSignatureRate: 0,
  answersStop: false,
  altersText: false,
};

/** 0 up to 1. */
export type Random = () => number;

const THROTTLED = 0x58;
const QUEUE_FULL = 0x14;

/** The status that refuses a submit, or 0 to take it. */
export function refusalOf(behaviour: Behaviour, random: Random): number {
  if (random() < behaviour.throttleRate) return THROTTLED;
  if (random() < behaviour.queueFullRate) return QUEUE_FULL;
  return random() < behaviour.errorRate ? behaviour.errorStatus : 0;
}

/** Returns the reason why a part does not reach the handset `e164`; undefined if it does. */
export function failureOf(behaviour: Behaviour, e164: string, random: Random): Failure | undefined {
  const listed = behaviour.undeliverable[e164];
  if (listed) return listed;
  return random() < behaviour.undeliverableRate ? { stat: 'UNDELIV', err: '001' } : undefined;
}

/** A whole number of milliseconds between the two, both included. */
export function delayWithin({ min, max }: { min: number; max: number }, random: Random): number {
  return min + Math.floor(random() * (max - min + 1));
}

/** The pause before something is sent again for the `attempts`-th time. */
export function retryDelay({ min, max }: { min: number; max: number }, attempts: number): number {
  return Math.min(max, min * 2 ** (attempts - 1));
}
