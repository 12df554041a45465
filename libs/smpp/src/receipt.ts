// The text of a delivery receipt is "vendor specific" (SMPP 3.4 appendix B): fields may be missing or in another order,
// dates carry seconds or not, and the TLVs, when there, say the same more reliably.

export const RECEIPT_STATES = [
  'ENROUTE',
  'ACCEPTD',
  'DELIVRD',
  'EXPIRED',
  'DELETED',
  'UNDELIV',
  'REJECTD',
  'UNKNOWN',
] as const;

export type ReceiptState = (typeof RECEIPT_STATES)[number];

/** Content of a receipt; absent fields were not in it. */
export interface Receipt {
  /** The id of `submit_sm_resp`; some providers write it in another form than there, see `asAnswered`. */
  messageId?: string;
  state?: ReceiptState;
  /** The provider's own code as it wrote it, e.g. `000`, or `053` for OVHcloud's "blacklisted by STOP". */
  error?: string;
  /** `2026-11-25T19:59:00` on the provider's clock, whose time zone is in its contract only. */
  submittedLocal?: string;
  doneLocal?: string;
  /** Nothing later can change the outcome: every state but ENROUTE and ACCEPTD. */
  isFinal: boolean;
}

/** `message_state` of SMPP 3.4 5.2.28, by value; 0 and values beyond are unknown. */
const STATE_BY_VALUE: Record<number, ReceiptState> = {
  1: 'ENROUTE',
  2: 'DELIVRD',
  3: 'EXPIRED',
  4: 'DELETED',
  5: 'UNDELIV',
  6: 'ACCEPTD',
  7: 'UNKNOWN',
  8: 'REJECTD',
};

/** The `message_state` value that says the same as `state`. */
export function messageStateOf(state: ReceiptState): number {
  return Number(Object.keys(STATE_BY_VALUE).find((value) => STATE_BY_VALUE[Number(value)] === state));
}

export interface ReceiptParts {
  messageId: string;
  state: ReceiptState;
  error: string;
  /** Epoch milliseconds; written as UTC. */
  submittedAt: number;
  doneAt: number;
  /** The first 20 characters are kept. */
  text: string;
}

/** The text of a receipt in the form of appendix B. */
export function receiptText({ messageId, state, error, submittedAt, doneAt, text }: ReceiptParts): string {
  const delivered = state === 'DELIVRD' ? '001' : '000';
  const dates = `submit date:${toMinute(submittedAt)} done date:${toMinute(doneAt)}`;
  return `id:${messageId} sub:001 dlvrd:${delivered} ${dates} stat:${state} err:${error} text:${text.slice(0, 20)}`;
}

/** Reads a receipt from its text and, where given, the TLVs `receipted_message_id`, `message_state` and `network_error_code`. */
export function readReceipt(
  text: string,
  tlvs: {
    receiptedMessageId?: string | undefined;
    messageState?: number | undefined;
    networkError?: Buffer | undefined;
  } = {},
): Receipt {
  const { head, tail } = aroundQuote(text);
  const messageId = tlvs.receiptedMessageId || idIn(head) || idIn(tail);
  const state = stateIn(head) ?? STATE_BY_VALUE[tlvs.messageState ?? 0] ?? stateIn(tail);
  const inText = errorIn(head) ?? errorIn(tail);
  const error = /^0*$/.test(inText ?? '') ? (networkErrorIn(tlvs.networkError) ?? inText) : inText;
  const submittedLocal = localTime(field(head, /\bsubmit ?date:\s*(\d+)/i));
  const doneLocal = localTime(field(head, /\bdone ?date:\s*(\d+)/i));
  return {
    ...(messageId && { messageId }),
    ...(state && { state }),
    ...(error && { error }),
    ...(submittedLocal && { submittedLocal }),
    ...(doneLocal && { doneLocal }),
    isFinal: state !== undefined && state !== 'ENROUTE' && state !== 'ACCEPTD',
  };
}

/**
 * True if the text is a receipt, whatever the PDU says: only fields up to the quoted text, among them an id and a state that
 * we know. A person's own words, even `id: stop`, do not have that form.
 */
export function isReceiptText(text: string): boolean {
  const { head, tail } = aroundQuote(text);
  if (!isAllFields(head)) return false;
  return [idIn, stateIn].every((read) => read(head) !== undefined || read(tail) !== undefined);
}

/**
 * Splits the fields before the text that a receipt quotes from those behind it. The quoted text is no field: it may contain
 * `stat:DELIVRD` itself.
 */
function aroundQuote(text: string): { head: string; tail: string } {
  const [head = '', ...quoted] = text.split(/\bte?xt:/i);
  const words = quoted.join(' ').trim().split(/\s+/);
  const last = words.findLastIndex((word) => !TAIL_WORD.test(word));
  return { head, tail: words.slice(last + 1).join(' ') };
}

/** A field of appendix B in one word; `submit` and `done` stand before `date:`. */
const TAIL_WORD = /^(?:(?:id|sub|dlvrd|(?:submit|done)?date|stat|err):\S+|submit|done)$/i;

/** One field from the current position: `err:000`, `id: 7`, `submit date:2611251859`, `done date: 26-11-25 18:59`. */
const FIELD = /[\s,;]*[a-z_]{1,20}(?: date)?:\s*(?:[^\s,;]+(?:\s+\d[\d:]*(?=[\s,;]|$))?)?/iy;

function isAllFields(text: string): boolean {
  const fields = text.trimEnd();
  FIELD.lastIndex = 0;
  // A sticky expression that fails begins at 0 again.
  for (let end = 0; end < fields.length; end = FIELD.lastIndex) if (!FIELD.test(fields)) return false;
  return true;
}

/** Not the field that follows an id which is empty. */
const idIn = (fields: string): string | undefined => field(fields, /\bid:\s*(?!\w+:)([^\s,;]+)/i);
const errorIn = (fields: string): string | undefined => field(fields, /\berr:\s*(\w+)/i);
const stateIn = (fields: string): ReceiptState | undefined => stateFrom(field(fields, /\bstat:\s*([a-z]+)/i));

/** Returns the error code of the network: type, an octet, and code, two (SMPP 3.4 5.3.2.31); a code of 0 is no error. */
function networkErrorIn(octets: Buffer | undefined): string | undefined {
  return octets?.length === 3 && octets.readUInt16BE(1) > 0 ? String(octets.readUInt16BE(1)) : undefined;
}

function field(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[1];
}

/** Providers abbreviate to seven letters or not at all: `DELIVRD`, `DELIVERED`, `UNDELIVERABLE`. */
function stateFrom(word: string | undefined): ReceiptState | undefined {
  const upper = word?.toUpperCase() ?? '';
  const spelt: Record<string, ReceiptState> = { DELIVERED: 'DELIVRD', ACCEPTED: 'ACCEPTD', REJECTED: 'REJECTD' };
  return spelt[upper] ?? RECEIPT_STATES.find((state) => upper.startsWith(state));
}

function localTime(digits: string | undefined): string | undefined {
  const [, year, month, day, hour, minute, second = '00'] =
    /^(?:20)?(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?$/.exec(digits ?? '') ?? [];
  if (year === undefined) return undefined;
  const local = `20${year}-${month}-${day}T${hour}:${minute}:${second}`;
  return Number.isNaN(Date.parse(`${local}Z`)) ? undefined : local;
}

function toMinute(atMs: number): string {
  return new Date(atMs).toISOString().slice(2, 16).replace(/\D/g, '');
}
