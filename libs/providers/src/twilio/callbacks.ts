import { fieldsOf, idOf, textOf } from '../contract/answers';
import type { CallbackRequest, Callbacks, ParsedCallback, Reply } from '../contract/callbacks';
import { formOf } from '../contract/form';
import { jsonOf } from '../contract/read-callback';
import { isSignedByTwilio } from './signature';
import { parsedReceipt, parsedReply, skipped } from '../contract/parsed-callback';
import { fieldsOfError, receiptClass } from '../contract/vendor-words';
import { ERRORS, STATES } from './words';

/**
 * Words that Twilio answers by itself on long codes, and blocks or unblocks for. Its own answer to HELP and INFO names no publisher, and
 * toll-free numbers send none to who is blocked: ours is needed.
 */
const STOPS = ['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL'];
const STARTS = ['START', 'YES', 'UNSTOP'];

/** Twilio signs each request with the token of the account: `webhook.secretsFrom` names it. */
export const twilioCallbacks: Callbacks = {
  verifiedBy: 'signature',
  verify: isSignedByTwilio,
  classOf: (error) => receiptClass(ERRORS.get(error)),
  parse: (request) => {
    const fields = fieldsIn(request);
    if (fields['MessageStatus'] !== undefined) return receiptOf(fields, request);
    return replyOf(fields);
  },
  // TwiML without a verb: no reply of theirs is asked for.
  response: { contentType: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>' },
};

const fieldsIn = (request: CallbackRequest): Record<string, unknown> =>
  /json/i.test(request.headers['content-type'] ?? '')
    ? fieldsOf(jsonOf(request))
    : formOf(request.body.toString('utf8'));

function receiptOf(fields: Record<string, unknown>, { reference }: CallbackRequest): ParsedCallback {
  const id = idOf(fields['MessageSid'] ?? fields['SmsSid']);
  const word = textOf(fields['MessageStatus'])?.toLowerCase();
  if (id === undefined || word === undefined)
    return skipped('malformed', 'receipt without MessageSid or MessageStatus');
  const state = STATES.get(word);
  if (!state) return skipped('unknown-state', word);
  const error = textOf(fields['ErrorCode']);
  return parsedReceipt({
    id,
    state,
    ...(reference !== undefined && { reference }),
    ...(error !== undefined && { error: error.slice(0, 40) }),
    ...fieldsOfError(ERRORS.find(error)),
  });
}

export function replyOf(fields: Record<string, unknown>): ParsedCallback {
  const [from, to, id] = [textOf(fields['From']), textOf(fields['To']), idOf(fields['MessageSid'] ?? fields['SmsSid'])];
  const text = fields['Body'];
  if (from === undefined || typeof text !== 'string') return skipped('malformed', 'reply without From or Body');
  const answered = answeredOf(textOf(fields['OptOutType']), text);
  const reply: Reply = {
    from,
    text,
    ...(id !== undefined && { id }),
    ...(to !== undefined && { to }),
    ...(answered && { answered }),
  };
  return parsedReply(reply);
}

/** `OptOutType` is sent with Advanced Opt-Out alone, with the answers of the account; without it the word itself shows what Twilio did. */
function answeredOf(type: string | undefined, text: string): Reply['answered'] {
  if (type === 'STOP' || type === 'START' || type === 'HELP') return type;
  if (type !== undefined) return undefined;
  const word = text.trim().toUpperCase();
  return STOPS.includes(word) ? 'STOP' : STARTS.includes(word) ? 'START' : undefined;
}
