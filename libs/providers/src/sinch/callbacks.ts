import { createHmac } from 'node:crypto';
import { fieldsOf, finalOf, idOf, textOf } from '../contract/answers';
import {
  type CallbackRequest,
  type Callbacks,
  type ParsedCallback,
  type Receipt,
  type Reply,
  SIGNED,
} from '../contract/callbacks';
import { isSecretOf } from '@stopsms/kernel';
import { isRecentSignature } from '../contract/recent-signature';
import { jsonOf } from '../contract/read-callback';
import { parsedReceipt, parsedReply, skipped } from '../contract/parsed-callback';
import { fieldsOfError, receiptClass } from '../contract/vendor-words';
import { ERRORS, STATES } from './words';

/** Sinch signs if its plan has a webhook secret; for a plan without one, a secret in the path identifies it. */
export const sinchCallbacks: Callbacks = {
  verifiedBy: 'signature',
  verify: (request, secrets) => {
    if (request.pathSecret !== SIGNED) return isSecretOf(request.pathSecret, secrets);
    return isSigned(request, secrets);
  },
  isRecent: ({ pathSecret, headers }, now) =>
    pathSecret !== SIGNED || isRecentSignature(headers['x-sinch-webhook-signature-timestamp'], now),
  classOf: (error) => receiptClass(ERRORS.get(error)),
  parse: (request) => {
    const event = fieldsOf(jsonOf(request));
    const type = textOf(event['type']) ?? '';
    if (type === 'recipient_delivery_report_sms') return receiptOf(event, request);
    if (type === 'mo_text') return replyOf(event);
    if (type === '') return skipped('malformed', 'event without type');
    return skipped('other-event', type);
  },
};

/** HMAC-SHA256, Base64, over `body.nonce.timestamp` with the body as it was received. */
function isSigned({ headers, body }: CallbackRequest, secrets: readonly string[]): boolean {
  const [signature, nonce, timestamp] = ['signature', 'nonce', 'timestamp'].map(
    (name) => headers[`x-sinch-webhook-signature${name === 'signature' ? '' : `-${name}`}`],
  );
  if (typeof signature !== 'string' || typeof nonce !== 'string' || typeof timestamp !== 'string') return false;
  return isSecretOf(
    signature,
    secrets.map((secret) => sinchSignature(body, nonce, timestamp, secret)),
  );
}

export const sinchSignature = (body: Buffer, nonce: string, timestamp: string, secret: string): string =>
  createHmac('sha256', secret).update(body).update(`.${nonce}.${timestamp}`).digest('base64');

function receiptOf(event: Record<string, unknown>, request: CallbackRequest): ParsedCallback {
  const id = idOf(event['batch_id']);
  const word = textOf(event['status'])?.toLowerCase();
  if (id === undefined || word === undefined) return skipped('malformed', 'receipt without batch_id or status');
  const status = STATES.find(word);
  if (!status) return skipped('unknown-state', word);
  const { ours: state, isForReview } = status;
  const reference = textOf(event['client_reference']) ?? request.reference;
  const code = textOf(event['code']);
  const final = finalOf(undefined, event['number_of_message_parts']);
  const at = Date.parse(textOf(event['operator_status_at'] ?? event['at']) ?? '');
  const receipt: Receipt = {
    id,
    state,
    ...(reference !== undefined && { reference }),
    ...(code !== undefined && state !== 'DELIVRD' && { error: code.slice(0, 40) }),
    ...fieldsOfError(ERRORS.find(code)),
    ...(isForReview && { mayBeOptOut: true as const }),
    ...(!Number.isNaN(at) && { at }),
    ...(final && { final }),
  };
  return parsedReceipt(receipt);
}

function replyOf(event: Record<string, unknown>): ParsedCallback {
  const [from, to, id] = [textOf(event['from']), textOf(event['to']), idOf(event['id'])];
  const text = event['body'];
  if (from === undefined || typeof text !== 'string') return skipped('malformed', 'reply without from or body');
  const [originReference, at] = [textOf(event['client_reference']), Date.parse(textOf(event['received_at']) ?? '')];
  const reply: Reply = {
    from,
    text,
    ...(id !== undefined && { id }),
    ...(to !== undefined && { to }),
    ...(!Number.isNaN(at) && { at }),
    ...(originReference !== undefined && { originReference }),
  };
  return parsedReply(reply);
}
