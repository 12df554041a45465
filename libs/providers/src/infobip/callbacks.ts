import type { RefusalClass } from '../contract/adapter';
import { fieldsOf, finalOf, idOf, itemsOf, textOf } from '../contract/answers';
import type { CallbackRequest, Callbacks, ParsedCallback, Receipt, Reply } from '../contract/callbacks';
import { isSecretOf } from '@stopsms/kernel';
import { jsonOf } from '../contract/read-callback';
import { parsedReceipt, parsedReply, skipped } from '../contract/parsed-callback';
import { type InfobipStatus, classOfCode, classOfStatusWord, codeOfStatus, stateOf, statusOf } from './statuses';
import { ERRORS } from './words';

/** Infobip's portal can add credentials to webhooks; a secret in the path works without any setting there. */
export const infobipCallbacks: Callbacks = {
  verifiedBy: 'path',
  verify: ({ pathSecret }, secrets) => isSecretOf(pathSecret, secrets),
  classOf: (error) => known(classOfCode(error)),
  parse: (request) => {
    const { results } = fieldsOf(jsonOf(request));
    if (!Array.isArray(results)) return skipped('malformed', 'no results');
    const parsed = itemsOf(results).map((result) => one(result, request));
    return {
      receipts: parsed.flatMap(({ receipts }) => receipts),
      replies: parsed.flatMap(({ replies }) => replies),
      skipped: parsed.flatMap(({ skipped }) => skipped),
    };
  },
};

const known = (kind: RefusalClass): RefusalClass | undefined => (kind === 'other' ? undefined : kind);

const one = (result: Record<string, unknown>, request: CallbackRequest): ParsedCallback =>
  result['status'] === undefined ? replyOf(result) : receiptOf(result, request);

function receiptOf(result: Record<string, unknown>, request: CallbackRequest): ParsedCallback {
  const id = idOf(result['messageId']);
  const status = statusOf(result['status']);
  const { group } = status;
  if (id === undefined || group === undefined) return skipped('malformed', 'receipt without messageId or status');
  const state = stateOf(status);
  if (!state) return skipped('unknown-state', group);
  const reference = textOf(result['callbackData']) ?? request.reference;
  const isRefused = state === 'REJECTD' || state === 'UNDELIV';
  const error = isRefused ? errorOf(result, status) : undefined;
  const kind = error === undefined ? undefined : classOf(status, error);
  const isForReview = kind !== 'opted-out' && ERRORS.find(error)?.isForReview;
  const { pricePerMessage, currency } = fieldsOf(result['price']);
  const final = finalOf(undefined, result['messageCount'], pricePerMessage, currency);
  const at = Date.parse(textOf(result['doneAt']) ?? '');
  const receipt: Receipt = {
    id,
    state,
    ...(reference !== undefined && { reference }),
    ...(error !== undefined && { error: error.slice(0, 40) }),
    ...(kind !== undefined && { class: kind }),
    ...(isForReview && { mayBeOptOut: true as const }),
    ...(!Number.isNaN(at) && { at }),
    ...(final && { final }),
  };
  return parsedReceipt(receipt);
}

/** Class of a refused message: a block, whichever of both shows it, else that of the status, else that of the error. */
function classOf(status: InfobipStatus, error: string): RefusalClass | undefined {
  const ofError = known(classOfCode(error));
  return ofError === 'opted-out' ? ofError : (known(classOfStatusWord(status)) ?? ofError);
}

/** Name of the error; code of the status if there is none, or if that alone shows a block: the stored word decides on it. */
function errorOf(result: Record<string, unknown>, status: InfobipStatus): string | undefined {
  const name = textOf(fieldsOf(result['error'])['name']);
  if (name !== undefined && classOfCode(name) === 'opted-out') return name;
  const isBlock = classOfStatusWord(status) === 'opted-out';
  return name === undefined || name === 'NO_ERROR' || isBlock ? codeOfStatus(status) || undefined : name;
}

export function replyOf(result: Record<string, unknown>): ParsedCallback {
  // `cleanText` lacks the keyword, which may be the STOP itself.
  const [from, to, text] = [textOf(result['from']), textOf(result['to']), result['text'] ?? result['cleanText']];
  if (from === undefined || typeof text !== 'string') return skipped('malformed', 'reply without from or text');
  const [id, at] = [idOf(result['messageId']), Date.parse(textOf(result['receivedAt']) ?? '')];
  const reply: Reply = {
    from,
    text,
    ...(id !== undefined && { id }),
    ...(to !== undefined && { to }),
    ...(!Number.isNaN(at) && { at }),
  };
  return parsedReply(reply);
}
