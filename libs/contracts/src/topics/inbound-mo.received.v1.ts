import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { RECIPIENT_KEY_PATTERN, deterministicId } from '@stopsms/kernel';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { Instant, Msisdn, OneOf, RecipientKey, Uuid } from '../fields';

// Written with acks=all before the operator gets its response: from then on a STOP cannot be lost.
export const moReceived = defineTopic({
  name: 'inbound-mo.received.v1',
  description: 'A text as received from a handset, before it is classified.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    moId: Uuid(
      'of this delivery; one that the operator’s own id and time, or its signature, show to be the same has the same',
    ),
    retryKey: Type.Optional(Uuid('shared by texts that may be retries of one another: nothing shows that they are')),
    retryWithinMs: Type.Optional(
      Type.Integer({
        minimum: 0,
        description: 'period after the first text in which later ones may be retries; after it, a text is a new one',
      }),
    ),
    operatorId: Type.Optional(
      Uuid('hash of the operator’s id of the text: a START with one that was seen lifts nothing'),
    ),
    datedAt: Type.Optional(Instant('the operator’s own, exactly as it dates the text; absent where it does not')),
    mayBeCopy: Type.Optional(
      Type.Literal(true, {
        description:
          'nothing shows that it is new: the operator neither dates nor signs it, and its call can be sent again by others',
      }),
    ),
    recipientKey: RecipientKey,
    provider: Type.String(),
    from: Msisdn,
    to: Type.String({ description: 'short code to which the text was sent' }),
    text: Type.String(),
    part: Type.Optional(
      Type.Object({
        reference: Type.Integer(),
        total: Type.Integer({ minimum: 1 }),
        sequence: Type.Integer({ minimum: 1 }),
      }),
    ),
    // Its provider is not set up to deliver so, or for this code: a STOP in it counts, and nothing else.
    breach: Type.Optional(OneOf('not-its-way', 'not-its-code')),
    origin: Type.Optional(
      Type.Object(
        {
          messageId: Type.Optional(Uuid('message')),
          smscId: Type.Optional(Type.String({ maxLength: 128, description: 'ID of the message at the operator' })),
        },
        { description: 'message to which the text replies, as stated by the operator' },
      ),
    ),
    confirmedBy: Type.Optional(
      Type.Literal('provider', {
        description: 'operator that answers this STOP itself; no confirmation is sent',
      }),
    ),
    answeredAs: Type.Optional(
      Type.Union([Type.Literal('START'), Type.Literal('HELP')], {
        description: 'keyword that the operator answers itself; no answer is sent',
      }),
    ),
    receivedAt: Instant('received, as the operator dates it where it does'),
    acceptedAt: Type.Optional(Instant('accepted, by the clock of the platform; absent in records of before')),
  }),
  cleanup: days(30),
});
export type MoReceived = ValueOf<typeof moReceived>;

/** Consumer group of inbound-mo, whose committed offsets dispatchers query: texts beyond them are unclassified. */
export const MO_READERS_GROUP = 'stopsms.inbound-mo.recipients';

/** Known part of a dead-lettered MO. */
export interface UnreadableMo {
  /** Its own id, or one derived from its position on the topic: the same in every reader. */
  moId: string;
  recipientKey?: string;
  code?: string;
  receivedAt: number;
}

const { moId: MO_ID, to: CODE } = moReceived.value.properties;
const KEY = new RegExp(RECIPIENT_KEY_PATTERN);

/** @param record - its key and value as far as they are text, and its position; `timestamp` in epoch ms */
export function unreadableMo(record: {
  partition: number;
  offset: string;
  timestamp: number;
  key: string | undefined;
  value: string | undefined;
}): UnreadableMo {
  const { partition, offset, timestamp, key = '', value } = record;
  const { moId, to } = fieldsIn(value);
  return {
    moId: Value.Check(MO_ID, moId) ? moId : deterministicId('unreadable-mo', String(partition), offset),
    receivedAt: timestamp,
    ...(KEY.test(key) && { recipientKey: key }),
    ...(Value.Check(CODE, to) && { code: to }),
  };
}

function fieldsIn(json: string | undefined): { moId?: unknown; to?: unknown } {
  try {
    const found: unknown = JSON.parse(json ?? 'null');
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {};
  }
}
