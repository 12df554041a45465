import { fieldsOf, finalOf, idOf, textOf } from '../contract/answers';
import type { CallbackRequest, Callbacks, ParsedCallback, Receipt, Reply } from '../contract/callbacks';
import { isSecretOf } from '@stopsms/kernel';
import { jsonOf } from '../contract/read-callback';
import { parsedReceipt, parsedReply, skipped } from '../contract/parsed-callback';
import { fieldsOfError, receiptClass } from '../contract/vendor-words';
import { ERRORS, STATES } from './words';

/** smsmode signs nothing: a secret in the path identifies it. */
export const smsmodeCallbacks: Callbacks = {
  verifiedBy: 'path',
  verify: ({ pathSecret }, secrets) => isSecretOf(pathSecret, secrets),
  classOf: (error) => receiptClass(ERRORS.get(error)),
  parse: (request) => {
    const message = fieldsOf(jsonOf(request));
    if (message['direction'] === 'MO') return replyOf(message);
    return receiptOf(message, request);
  },
};

const malformed = (detail: string): ParsedCallback => skipped('malformed', detail);

function receiptOf(message: Record<string, unknown>, request: CallbackRequest): ParsedCallback {
  const id = idOf(message['messageId']);
  const status = fieldsOf(message['status']);
  const word = textOf(status['value'])?.toUpperCase();
  if (id === undefined || word === undefined) return malformed('receipt without messageId or status');
  const error = textOf(status['code'] ?? status['errorCode'] ?? status['detail']);
  const state = STATES.get(word);
  if (!state) return skipped('unknown-state', word);
  const { text, messagePartCount } = fieldsOf(message['body']);
  const final = finalOf(text, messagePartCount, fieldsOf(message['price'])['amount']);
  const reference = textOf(message['refClient']) ?? request.reference;
  const at = Date.parse(textOf(status['deliveryDate']) ?? '');
  const receipt: Receipt = {
    id,
    state,
    ...(reference !== undefined && { reference }),
    ...(error !== undefined && { error: error.slice(0, 40) }),
    ...fieldsOfError(ERRORS.find(error)),
    ...(!Number.isNaN(at) && { at }),
    ...(final && { final }),
  };
  return parsedReceipt(receipt);
}

export function replyOf(message: Record<string, unknown>): ParsedCallback {
  const { text, stop } = fieldsOf(message['body']);
  // Some payloads have the person in `msisdn`.
  const from = textOf(message['from']) ?? textOf(message['msisdn']);
  if (from === undefined || typeof text !== 'string') return malformed('reply without from or text');
  const [id, to] = [idOf(message['messageId']), textOf(fieldsOf(message['recipient'])['to'])];
  const [originId, originReference] = [idOf(message['originMessageId']), textOf(message['refClient'])];
  const at = Date.parse(textOf(message['receivedDate'] ?? message['acceptedAt']) ?? '');
  const reply: Reply = {
    from,
    text,
    ...(id !== undefined && { id }),
    ...(to !== undefined && { to }),
    ...(!Number.isNaN(at) && { at }),
    ...(originId !== undefined && { originId }),
    ...(originReference !== undefined && { originReference }),
    ...(stop === true && { answered: 'STOP' as const }),
  };
  return parsedReply(reply);
}
