import { z } from 'zod';
import type {
  Adapter,
  AdapterSettings,
  RefusalClass,
  Submission,
  SubmissionResult,
  VendorAnswer,
} from '../contract/adapter';
import { fieldsOf, idOf, refused, textOf, unitsUntil } from '../contract/answers';
import { NO_ACCESS, THROTTLED, exceptionOf, requestOf } from './request';
import { type Words, words } from '../contract/words';

/** Shortest and longest `TimeToLive`, seconds. */
const MIN_TTL_S = 5;
const MAX_TTL_S = 259_200;

/** Access key of a user or of a service. */
export const awsKey = z.strictObject({
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region, e.g. eu-west-3'),
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
});

export const awsAccount = awsKey.extend({
  /** Configuration set whose event destination is the topic. */
  configurationSet: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be the name of a configuration set')
    .optional(),
  /** ARNs of the SNS topics of events and replies, separated by spaces. */
  topicArns: z
    .string()
    .regex(/^arn:aws[\w-]*:sns:\S+( arn:aws[\w-]*:sns:\S+)*$/, 'must be ARNs of SNS topics, separated by spaces'),
});
export type AwsAccount = z.output<typeof awsAccount>;

/** AWS End User Messaging SMS: one message in a call. Events repeat our reference, which no call finds. */
export function awsAdapter(settings: AdapterSettings<AwsAccount>): Adapter {
  return {
    submit: ([message]) => {
      const { account: key, baseUrl, now } = settings;
      return requestOf('SendTextMessage', bodyOf(message as Submission, settings), { key, baseUrl, now: now() });
    },
    readSubmit: (answer) => [readSubmit(answer)],
  };
}

function bodyOf(message: Submission, { account, now }: AdapterSettings<AwsAccount>): object {
  const { reference, from, to, text, category, deliverBefore } = message;
  return {
    DestinationPhoneNumber: to,
    OriginationIdentity: from,
    MessageBody: text,
    MessageType: category === 'marketing' ? 'PROMOTIONAL' : 'TRANSACTIONAL',
    Context: { reference },
    ...(account.configurationSet !== undefined && { ConfigurationSetName: account.configurationSet }),
    ...(deliverBefore !== undefined && {
      TimeToLive: Math.max(unitsUntil(deliverBefore, now(), 1_000, MAX_TTL_S), MIN_TTL_S),
    }),
  };
}

function readSubmit({ status, json }: VendorAnswer): SubmissionResult {
  const answer = fieldsOf(json);
  if (status >= 400) return refusalOf(status, answer);
  const id = idOf(answer['MessageId']);
  return id === undefined
    ? { outcome: 'unknown', reason: `status ${status} without MessageId` }
    : { outcome: 'accepted', id };
}

/** Classes by the reason of an exception. */
const BY_REASON: Words<RefusalClass> = words({
  COUNTRY_CODE_MISMATCH: 'number',
  DESTINATION_COUNTRY_BLOCKED: 'number',
  DESTINATION_PHONE_NUMBER_NOT_VERIFIED: 'number',
  DESTINATION_PHONE_NUMBER_OPTED_OUT: 'opted-out',
  INTERNATIONAL_SENDING_NOT_SUPPORTED: 'number',
  INVALID_IDENTITY_FOR_DESTINATION_COUNTRY: 'sender',
  MAXIMUM_SIZE_EXCEEDED: 'content',
  MESSAGE_TYPE_MISMATCH: 'sender',
  MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT: 'money',
  NO_ORIGINATION_IDENTITIES_FOUND: 'sender',
  NUMBER_CAPABILITIES_MISMATCH: 'sender',
  SENDER_ID_NOT_REGISTERED: 'sender',
  SENDER_ID_NOT_SUPPORTED: 'sender',
  SENDER_ID_REQUIRES_REGISTRATION: 'sender',
});

/** All exceptions are answered with 400; they differ by type and reason. */
function refusalOf(status: number, answer: Record<string, unknown>): SubmissionResult {
  const type = exceptionOf(answer['__type']);
  if (THROTTLED.includes(type)) return { outcome: 'throttled' };
  const reason = textOf(answer['Reason']);
  const kind = (reason === undefined ? undefined : BY_REASON.get(reason)) ?? classOf(type);
  return refused(kind, reason ?? (type || status), answer['Message'] ?? answer['message']);
}

function classOf(exception: string): RefusalClass {
  if (NO_ACCESS.includes(exception)) return 'auth';
  // An origination identity that the account does not have.
  return exception === 'ResourceNotFoundException' ? 'sender' : 'other';
}
