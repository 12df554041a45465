import { createHash } from 'node:crypto';
import { fieldsOf, finalOf, idOf } from '../contract/answers';
import { type CallbackRequest, type Callbacks, type ParsedCallback, type Reply, SIGNED } from '../contract/callbacks';
import { formOf, queryOf } from '../contract/form';
import { parsedReceipt, parsedReply, skipped } from '../contract/parsed-callback';
import { isSecretOf } from '@stopsms/kernel';
import { isRecentSignature } from '../contract/recent-signature';
import { jsonOf } from '../contract/read-callback';
import { isSignedByVonage } from './signature';
import { fieldsOfError, receiptClass } from '../contract/vendor-words';
import { ERRORS, STATES } from './words';

const NO_ERROR = '0';

/** Words that Opt-Out Assist answers, and lifts its block for. Only for an account with `confirmation: provider`. */
const STOPS = ['STOP', 'END', 'QUIT', 'CANCEL', 'UNSUBSCRIBE'];
const STARTS = ['START', 'JOIN'];

const MAX_PARTS = 255;

/** Vonage signs the fields if the account has signed webhooks; for one without, a secret in the path identifies it. */
export const vonageCallbacks: Callbacks = {
  verifiedBy: 'signature',
  verify: (request, secrets) =>
    request.pathSecret === SIGNED
      ? isSignedByVonage(fieldsIn(request), secrets)
      : isSecretOf(request.pathSecret, secrets),
  isRecent: (request, now) => request.pathSecret !== SIGNED || isRecentSignature(fieldsIn(request)['timestamp'], now),
  classOf: (error) => receiptClass(ERRORS.get(error)),
  parse: (request) => {
    const fields = fieldsIn(request);
    if (fields['status'] !== undefined && fields['text'] === undefined) return receiptOf(fields, request);
    return replyOf(fields);
  },
};

/** Fields of the query, the form or the JSON, whichever the account is set to: the same that are signed. */
function fieldsIn(request: CallbackRequest): Record<string, string> {
  if (request.method === 'GET') return queryOf(request);
  if (!/json/i.test(request.headers['content-type'] ?? '')) return formOf(request.body.toString('utf8'));
  const values = Object.entries(fieldsOf(jsonOf(request)));
  return Object.fromEntries(values.flatMap(([name, value]) => (isScalar(value) ? [[name, String(value)]] : [])));
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function receiptOf(fields: Record<string, string>, request: CallbackRequest): ParsedCallback {
  const id = idOf(fields['messageId']);
  const word = fields['status']?.toLowerCase() ?? '';
  if (id === undefined) return skipped('malformed', 'receipt without messageId');
  const state = STATES.get(word);
  if (!state) return skipped('unknown-state', word);
  const { 'client-ref': clientRef, 'err-code': error = NO_ERROR, price } = fields;
  const reference = clientRef ?? request.reference;
  const at = Date.parse(`${(fields['message-timestamp'] ?? '').replace(' ', 'T')}Z`);
  const final = finalOf(undefined, undefined, price, 'EUR');
  return parsedReceipt({
    id,
    state,
    ...(reference !== undefined && { reference }),
    ...(error !== NO_ERROR && { error: error.slice(0, 40) }),
    ...fieldsOfError(ERRORS.find(error)),
    ...(!Number.isNaN(at) && { at }),
    ...(final && { final }),
  });
}

/** Their timestamp is of the push, so it is not the time of the reply, and may differ between retries. */
function replyOf(fields: Record<string, string>): ParsedCallback {
  const { msisdn: from, to, text, type = 'text' } = fields;
  if (type === 'binary') return skipped('other-event', 'binary message');
  if (!from || text === undefined) return skipped('malformed', 'reply without msisdn or text');
  const [id, part] = [idOf(fields['messageId']), partOf(fields)];
  const word = text.trim().toUpperCase();
  const answered = part ? undefined : STOPS.includes(word) ? 'STOP' : STARTS.includes(word) ? 'START' : undefined;
  const reply: Reply = {
    from: e164Of(from),
    text,
    ...(to && { to: e164Of(to) }),
    ...(id !== undefined && { id }),
    ...(part && { part }),
    ...(answered && { answered }),
  };
  return parsedReply(reply);
}

/** Position in a long text; undefined if the fields name none, so that the text is read as it is. */
function partOf(fields: Record<string, string>): Reply['part'] {
  const { 'concat-ref': ref, 'concat-total': all, 'concat-part': nth } = fields;
  const [total, sequence] = [Number(all), Number(nth)];
  const isPart =
    ref !== undefined && Number.isInteger(total) && Number.isInteger(sequence) && sequence >= 1 && sequence <= total;
  if (!isPart || total < 2 || total > MAX_PARTS) return undefined;
  return { reference: numberOfReference(ref), total, sequence };
}

/** References are numbers of the handset, or words. */
const numberOfReference = (ref: string): number =>
  /^\d{1,9}$/.test(ref) ? Number(ref) : createHash('sha256').update(ref).digest().readUInt32BE() >>> 1;

/** Numbers are international without a plus; short codes are not longer than 6 digits. */
const e164Of = (number: string): string => (/^\d{7,15}$/.test(number) ? `+${number}` : number);
