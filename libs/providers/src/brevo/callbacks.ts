import type { ReceiptState } from '@stopsms/smpp';
import { fieldsOf, finalOf, idOf, itemsOf, textOf } from '../contract/answers';
import type { CallbackRequest, Callbacks, ParsedCallback, Receipt, Reply } from '../contract/callbacks';
import { parsedReceipt, parsedReply, skipped } from '../contract/parsed-callback';
import { isSecretOf } from '@stopsms/kernel';
import { jsonOf } from '../contract/read-callback';
import { ERRORS, EVENTS } from './words';

const NO_ERROR: readonly ReceiptState[] = ['ACCEPTD', 'ENROUTE', 'DELIVRD'];

/** Brevo signs nothing: a secret in the path identifies it. */
export const brevoCallbacks: Callbacks = {
  verifiedBy: 'path',
  verify: ({ pathSecret }, secrets) => isSecretOf(pathSecret, secrets),
  classOf: (error) => ERRORS.get(error),
  parse: (request) => {
    const json = jsonOf(request);
    // Batched webhooks of an account have a list; the size of the body bounds it.
    const events = Array.isArray(json) ? itemsOf(json) : [fieldsOf(json)];
    const parsed = events.map((event) => one(event, request));
    return {
      receipts: parsed.flatMap(({ receipts }) => receipts),
      replies: parsed.flatMap(({ replies }) => replies),
      skipped: parsed.flatMap((each) => each.skipped),
    };
  },
};

/** Words differ between its pages: `soft_bounce`, `softBounce`, `softBounces`. */
export const eventWordOf = (status: unknown): string | undefined =>
  textOf(status)
    ?.toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/bounces$/, 'bounce');

function one(event: Record<string, unknown>, request: CallbackRequest): ParsedCallback {
  const word = eventWordOf(event['msg_status']);
  if (word === undefined) {
    const other = textOf(event['event']);
    return other === undefined ? skipped('malformed', 'event without msg_status') : skipped('other-event', other);
  }
  const meaning = EVENTS.get(word);
  if (meaning === 'reply') return replyOf(event, textOf(event['reply']), request);
  // By text or in any other way that Brevo has; it has blocked the contact and confirmed that.
  if (meaning === 'STOP') return replyOf(event, textOf(event['reply']) ?? 'STOP', request);
  if (meaning === 'other event') return skipped('other-event', word);
  return receiptOf(event, { word, state: meaning }, request);
}

/** Our reference is in the path, and repeated as the tag. */
const referenceOf = (event: Record<string, unknown>, { reference }: CallbackRequest): string | undefined =>
  reference ?? textOf(event['tag']);

function receiptOf(
  event: Record<string, unknown>,
  { word, state }: { word: string; state: ReceiptState | undefined },
  request: CallbackRequest,
): ParsedCallback {
  const id = idOf(event['messageId']);
  if (id === undefined) return skipped('malformed', 'event without messageId');
  if (!state) return skipped('unknown-state', word);
  const [reference, kind] = [referenceOf(event, request), ERRORS.get(word)];
  const final = finalOf(undefined, event['sms_count'], event['credits_used'], 'credits');
  const receipt: Receipt = {
    id,
    state,
    ...(reference !== undefined && { reference }),
    ...(!NO_ERROR.includes(state) && { error: word }),
    ...(kind !== undefined && { class: kind }),
    ...(final && { final }),
  };
  return parsedReceipt(receipt);
}

/** Its time is of no named zone, so the time of the reply is ours; it is part of the id, by which replies to one message differ. */
function replyOf(event: Record<string, unknown>, text: string | undefined, request: CallbackRequest): ParsedCallback {
  const from = textOf(event['to']);
  if (from === undefined || text === undefined) return skipped('malformed', 'reply without to or reply');
  const [originId, originReference] = [idOf(event['messageId']), referenceOf(event, request)];
  const id = idOf(`${originId ?? ''}/${(textOf(event['date']) ?? '').replaceAll(' ', 'T')}`);
  const reply: Reply = {
    from: `+${from.replace(/^\+/, '')}`,
    text,
    ...(id !== undefined && event['date'] !== undefined && { id }),
    ...(originId !== undefined && { originId }),
    ...(originReference !== undefined && { originReference }),
    // Whether it answers START, which lifts its block, is not documented.
    ...(text.trim().toUpperCase() === 'STOP' && { answered: 'STOP' as const }),
  };
  return parsedReply(reply);
}
