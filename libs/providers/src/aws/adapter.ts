import { z } from 'zod';
import type { Adapter, AdapterSettings, Submission, SubmissionResult, VendorAnswer } from '../contract/adapter';
import { fieldsOf, idOf, refused, textOf, unitsUntil } from '../contract/answers';
import { exceptionOf, requestOf } from './request';
import { EXCEPTIONS, REASONS } from './words';

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

/** All exceptions are answered with 400; they differ by type and reason. */
function refusalOf(status: number, answer: Record<string, unknown>): SubmissionResult {
  const type = exceptionOf(answer['__type']);
  const ofType = EXCEPTIONS.get(type) ?? 'other';
  if (ofType === 'throttled') return { outcome: 'throttled' };
  const reason = textOf(answer['Reason']);
  return refused(REASONS.get(reason) ?? ofType, reason ?? (type || status), answer['Message'] ?? answer['message']);
}
