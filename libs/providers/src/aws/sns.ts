import { X509Certificate, createPublicKey, createVerify } from 'node:crypto';
import { fieldsOf, textOf } from '../contract/answers';
import type { CallbackRequest, CallbackSource } from '../contract/callbacks';
import { jsonOf } from '../contract/read-callback';
import type { AwsAccount } from './adapter';
import { type Words, words } from '../contract/words';

/** Message of an SNS topic. */
export type SnsMessage = Readonly<Record<string, string>>;

const HOST = /^sns\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;
const CERTIFICATE_PATH = /^\/SimpleNotificationService-[0-9A-Za-z]+\.pem$/;
const ALGORITHMS: Words<string> = words({ '1': 'RSA-SHA1', '2': 'RSA-SHA256' });
const CONFIRMATION = 'SubscriptionConfirmation';

/** Fields that are signed, in this order; those that a message lacks are left out. */
const SIGNED: Words<readonly string[]> = words({
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  [CONFIRMATION]: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
});

/** Fields of the body that are texts. */
export function snsMessageOf(request: CallbackRequest): SnsMessage {
  const fields = Object.entries(fieldsOf(jsonOf(request)));
  return Object.fromEntries(fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

/**
 * True if SNS signed the message, and its topic is one of the account: anybody can have a topic whose messages SNS signs. The
 * certificate comes from a host of SNS over https, whatever URL the message names.
 */
export async function isSignedBySns(request: CallbackRequest, source: CallbackSource): Promise<boolean> {
  const message = snsMessageOf(request);
  const { TopicArn: topic = '', Signature: signature = '', SigningCertURL: url = '' } = message;
  if (!(source.account as AwsAccount).topicArns.split(' ').includes(topic)) return false;
  const [algorithm, text] = [ALGORITHMS.get(message['SignatureVersion'] ?? ''), textToSign(message)];
  if (algorithm === undefined || text === undefined || !isOfSns(url, source, CERTIFICATE_PATH)) return false;
  const key = keyOf(await source.fetchText(url), Date.now());
  return key !== undefined && createVerify(algorithm).update(text, 'utf8').verify(key, signature, 'base64');
}

export function textToSign(message: SnsMessage): string | undefined {
  const names = SIGNED.get(message['Type'] ?? '');
  return names
    ?.filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name]}\n`)
    .join('');
}

/** URL that confirms a subscription; undefined for any other message. Only of a verified request. */
export function subscriptionOf(request: CallbackRequest, source: CallbackSource): string | undefined {
  const { Type: type, SubscribeURL: url = '' } = snsMessageOf(request);
  return type === CONFIRMATION && isOfSns(url, source, /^\/$/) ? url : undefined;
}

/** True for a URL of SNS, or of the host of `baseUrl` where that is not AWS: a simulator. */
function isOfSns(text: string, { baseUrl }: CallbackSource, path: RegExp): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, host, origin, pathname, username, password } = new URL(text);
  const isSimulator = origin === new URL(baseUrl).origin;
  return (
    (isSimulator || (protocol === 'https:' && HOST.test(host))) && path.test(pathname) && username + password === ''
  );
}

/** Key of a certificate that is valid now, or of a bare key. */
function keyOf(pem: string, now: number): ReturnType<typeof createPublicKey> | undefined {
  if (!pem.includes('CERTIFICATE')) return createPublicKey(pem);
  const { validFrom, validTo, publicKey } = new X509Certificate(pem);
  return Date.parse(validFrom) <= now && now <= Date.parse(validTo) ? publicKey : undefined;
}

/** Content of a notification; undefined if it is no JSON object. */
export function contentOf({ Message: text = '' }: SnsMessage): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? fieldsOf(content) : undefined;
  } catch {
    return undefined;
  }
}

export const timeOf = (message: SnsMessage): number | undefined => {
  const at = Date.parse(textOf(message['Timestamp']) ?? '');
  return Number.isNaN(at) ? undefined : at;
};
