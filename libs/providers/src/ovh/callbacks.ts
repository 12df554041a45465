import { fieldsOf, idOf, textOf } from '../contract/answers';
import type { CallbackRequest, Callbacks, ParsedCallback } from '../contract/callbacks';
import { formOf, queryOf } from '../contract/form';
import { isSecretOf } from '@stopsms/kernel';
import { jsonOf } from '../contract/read-callback';
import { parsedReceipt, parsedReply, skipped } from '../contract/parsed-callback';
import { STATES } from './words';

/** OVHcloud signs nothing and calls by GET: a secret in the path identifies it. Names of fields differ between its guides. */
export const ovhCallbacks: Callbacks = {
  verifiedBy: 'path',
  verify: ({ pathSecret }, secrets) => isSecretOf(pathSecret, secrets),
  // Its error codes are read by `GET /sms/ptts`; a block shows in `GET …/blacklists`.
  classOf: () => undefined,
  parse: (request) => {
    const fields = fieldsIn(request);
    const text = one(fields, 'message', 'text', 'msg');
    return text === undefined ? receiptOf(fields) : replyOf(fields, text);
  },
};

function fieldsIn(request: CallbackRequest): Record<string, unknown> {
  const body = request.body.toString('utf8');
  return { ...queryOf(request), ...(body.trimStart().startsWith('{') ? fieldsOf(jsonOf(request)) : formOf(body)) };
}

/** First of the fields that has a text, an empty one included. */
function one(fields: Record<string, unknown>, ...names: string[]): string | undefined {
  const name = names.find((each) => fields[each] !== undefined);
  return name === undefined ? undefined : fields[name] === '' ? '' : textOf(fields[name]);
}

function receiptOf(fields: Record<string, unknown>): ParsedCallback {
  const id = idOf(fields['id']);
  const word = one(fields, 'dlr', 'deliveryReceipt');
  if (id === undefined || word === undefined) return skipped('malformed', 'receipt without id or dlr');
  const state = STATES.get(word);
  if (!state) return skipped('unknown-state', word);
  const error = one(fields, 'ptt');
  return parsedReceipt({ id, state, ...(error !== undefined && { error: error.slice(0, 40) }) });
}

function replyOf(fields: Record<string, unknown>, text: string): ParsedCallback {
  const from = one(fields, 'sender', 'from', 'number', 'msisdn');
  if (from === undefined) return skipped('malformed', 'reply without a sender');
  const [id, to] = [idOf(fields['id'] ?? fields['smsId']), one(fields, 'to', 'receiver', 'shortNumber')];
  const at = Date.parse(one(fields, 'creationDatetime', 'date') ?? '');
  return parsedReply({
    from,
    text,
    ...(id !== undefined && { id }),
    ...(to !== undefined && { to }),
    ...(!Number.isNaN(at) && { at }),
  });
}
