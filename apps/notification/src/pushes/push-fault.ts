import { AnswerFault, FAULT_CODES, type FaultCode } from '@stopsms/providers';

const SENTENCES = {
  'number-sealed': 'WEBHOOK_SECRETS_KEY does not open its number',
  'too-many-steps': 'more contacts have its number than one push changes',
} as const;
type OwnFaultCode = keyof typeof SENTENCES;

/** Faults of lists, which a push does not read. */
const OF_LISTS = ['same-page', 'too-many-pages'] as const;
type AnswerFaultCode = Exclude<FaultCode, (typeof OF_LISTS)[number]>;

type PushFaultCode = AnswerFaultCode | OwnFaultCode;
export const PUSH_FAULT_CODES: readonly PushFaultCode[] = [
  ...FAULT_CODES.filter((code): code is AnswerFaultCode => !(OF_LISTS as readonly string[]).includes(code)),
  ...(Object.keys(SENTENCES) as OwnFaultCode[]),
];

/** Faults of one answer; other faults of answers are of the whole system. */
const OF_ONE_ANSWER: readonly FaultCode[] = ['status', 'other-shape'];

/** Fault of one opt-out, before or between the requests of its push. */
export class OptOutFault extends Error {
  readonly detail = '';

  constructor(readonly code: OwnFaultCode) {
    super(SENTENCES[code]);
  }
}

type PushFault = AnswerFault | OptOutFault;

export const isPushFault = (error: unknown): error is PushFault =>
  error instanceof AnswerFault || error instanceof OptOutFault;

/** True if the other opt-outs for this system would fail in the same way: its credentials, its network, its limits. */
export const isOfSystem = (fault: PushFault): fault is AnswerFault =>
  fault instanceof AnswerFault && !OF_ONE_ANSWER.includes(fault.code);

/** Fault of a push in responses: an absent contact was not recorded. */
export const faultOf = (row: { fault: string | null; faultCode: string | null; faultDetail: string | null }) => ({
  ...(row.fault !== null && { fault: row.fault }),
  ...(row.faultCode && { faultCode: row.faultCode as PushFaultCode }),
  ...(row.faultDetail && { faultDetail: row.faultDetail }),
});
