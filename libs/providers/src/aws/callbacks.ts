import { isSecretOf } from '@stopsms/kernel';
import { fieldsOf, finalOf, idOf, numberOf, textOf } from '../contract/answers';
import type { Callbacks, ParsedCallback, Receipt, Reply } from '../contract/callbacks';
import { parsedReceipt, parsedReply, skipped } from '../contract/parsed-callback';
import { fieldsOfError, receiptClass } from '../contract/vendor-words';
import { type SnsMessage, contentOf, isSignedBySns, snsMessageOf, subscriptionOf, timeOf } from './sns';
import { ERRORS, STATES } from './words';

const EVENT = /^(?:TEXT|MEDIA|VOICE|RCS|REGISTRATION)_/;

/** Words that opt out of the account, and that AWS answers, unless the number manages opt-outs itself. */
const STOPS = 'ARRET CANCEL END OPT-OUT OPTOUT QUIT REMOVE STOP TD UNSUBSCRIBE'.split(' ');

/**
 * Events and replies come by SNS. A secret in the path identifies the subscription, so that strangers cause no fetch of a
 * certificate; SNS signs the content.
 */
export const awsCallbacks: Callbacks = {
  verifiedBy: 'path',
  verify: ({ pathSecret }, secrets) => isSecretOf(pathSecret, secrets),
  verifyContent: isSignedBySns,
  subscriptionOf,
  classOf: (error) => receiptClass(ERRORS.get(error)),
  parse: (request) => {
    const message = snsMessageOf(request);
    const { Type: type } = message;
    if (type === undefined) return skipped('malformed', 'no SNS message');
    if (type !== 'Notification') return skipped('other-event', type);
    const content = contentOf(message);
    if (content === undefined) return skipped('malformed', 'notification without JSON');
    return content['eventType'] === undefined ? replyOf(content, message) : receiptOf(content);
  },
};

function receiptOf(event: Record<string, unknown>): ParsedCallback {
  const [id, type] = [idOf(event['messageId']), textOf(event['eventType']) ?? ''];
  if (id === undefined) return skipped('malformed', 'event without messageId');
  const known = STATES.get(type);
  if (known === undefined) {
    const isText = !EVENT.test(type) || type.startsWith('TEXT_');
    return skipped(isText ? 'unknown-state' : 'other-event', type);
  }
  const state = event['isFinal'] === false ? 'ENROUTE' : known;
  const [reference, at] = [textOf(fieldsOf(event['context'])['reference']), numberOf(event['eventTimestamp'])];
  const isFailure = state !== 'DELIVRD' && state !== 'ENROUTE';
  const final = finalOf(undefined, event['totalMessageParts'], event['totalMessagePrice'], 'USD');
  const receipt: Receipt = {
    id,
    state,
    ...(reference !== undefined && { reference }),
    ...(isFailure && { error: type, ...fieldsOfError(ERRORS.find(type)) }),
    ...(at !== undefined && { at }),
    ...(final && { final }),
  };
  return parsedReceipt(receipt);
}

function replyOf(content: Record<string, unknown>, message: SnsMessage): ParsedCallback {
  const [from, to] = [textOf(content['originationNumber']), textOf(content['destinationNumber'])];
  const text = content['messageBody'];
  if (from === undefined || typeof text !== 'string') return skipped('malformed', 'reply without number or body');
  const [id, originId] = [idOf(content['inboundMessageId']), idOf(content['previousPublishedMessageId'])];
  const [word, at] = [text.trim().toUpperCase(), timeOf(message)];
  const reply: Reply = {
    from,
    text,
    ...(to !== undefined && { to }),
    ...(id !== undefined && { id }),
    ...(at !== undefined && { at }),
    ...(originId !== undefined && { originId }),
    // Whether START is answered depends on the keywords of the number.
    ...(STOPS.includes(word) && { answered: 'STOP' as const }),
  };
  return parsedReply(reply);
}
