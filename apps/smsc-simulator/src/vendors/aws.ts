import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { type Callback, type Face, type VendorMessage, partsOf, textIn } from './face';

const TOPIC = 'arn:aws:sns:eu-west-3:000000000000:sms';
const CERTIFICATE_PATH = '/SimpleNotificationService-simulated.pem';

/** AWS End User Messaging SMS, whose events and replies SNS signs. It answers STOP itself. */
export function makeAws(): Face {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  /** Notifications by content: SNS repeats one with the id, time and signature that it had. */
  const notifications = new WeakMap<Callback['content'], Callback['content']>();
  return {
    answersStop: true,
    stops: 'ARRET CANCEL END OPT-OUT OPTOUT QUIT REMOVE STOP TD UNSUBSCRIBE'.split(' '),
    // Certificates are public.
    isAuthentic: (request) =>
      request.method === 'GET' ||
      /^AWS4-HMAC-SHA256 Credential=.+, SignedHeaders=.+, Signature=[0-9a-f]{64}$/.test(
        request.header('authorization') ?? '',
      ),
    contentType: 'application/x-amz-json-1.0',
    throttled: exception('ThrottlingException'),
    routes: (router, desk, send) => {
      router.post('/', (request, response, next) => {
        if (!request.header('x-amz-target')?.endsWith('.PutOptedOutNumber')) return next();
        const { OptOutListName: list, OptedOutNumber: number } = request.body as Record<string, unknown>;
        desk.block(textIn(number));
        const json = { OptOutListName: list, OptedOutNumber: number, OptedOutTimestamp: Date.now() / 1_000 };
        response.type('application/x-amz-json-1.0').send(JSON.stringify({ ...json, EndUserOptedOut: false }));
      });
      router.post('/', (request, response) => {
        const {
          DestinationPhoneNumber: to,
          OriginationIdentity: from,
          MessageBody: text,
          Context: context,
        } = request.body as Record<string, unknown>;
        const { reference = '' } = (context ?? {}) as { reference?: string };
        const read = to
          ? {
              messages: [{ to: textIn(to), from: textIn(from), text: textIn(text), ...(reference && { reference }) }],
            }
          : { problem: exception('ValidationException', 'MISSING_PARAMETER') };
        const answer = desk.submit(read, ([taken]) =>
          taken?.outcome === 'blocked'
            ? exception('ConflictException', 'DESTINATION_PHONE_NUMBER_OPTED_OUT')
            : { status: 200, json: { MessageId: taken?.message.id } },
        );
        send(request, response, answer);
      });
      router.get(CERTIFICATE_PATH, (_, response) => {
        response.type('text/plain').send(publicKey.export({ type: 'spki', format: 'pem' }));
      });
    },
    receipt: (message, kind) => ({ method: 'POST', content: { json: { ...eventOf(message), ...statusOf(kind) } } }),
    reply: ({ id, from, to, text, answers }) => ({
      method: 'POST',
      content: {
        json: {
          ...{ originationNumber: from, destinationNumber: to, messageKeyword: 'KEYWORD', messageBody: text },
          ...{ inboundMessageId: id, ...(answers && { previousPublishedMessageId: answers.id }) },
        },
      },
    }),
    seal: (content, _, origin) => {
      if (!('json' in content)) return content;
      const known = notifications.get(content);
      if (known) return known;
      const message: Record<string, string> = {
        ...{ Type: 'Notification', MessageId: randomUUID(), TopicArn: TOPIC, Message: JSON.stringify(content.json) },
        Timestamp: new Date().toISOString(),
      };
      const names = ['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type'];
      const text = names.map((name) => `${name}\n${message[name] ?? ''}\n`).join('');
      const Signature = createSign('RSA-SHA256').update(text).sign(privateKey, 'base64');
      const json = { ...message, SignatureVersion: '2', Signature, SigningCertURL: `${origin}${CERTIFICATE_PATH}` };
      notifications.set(content, { json });
      return { json };
    },
  };
}

function exception(type: string, Reason?: string) {
  const json = { __type: `com.amazonaws.pinpointsmsvoicev2#${type}`, Message: type, ...(Reason && { Reason }) };
  return { status: 400, json };
}

const eventOf = ({ id, to, from, reference, finalText }: VendorMessage): object => ({
  ...{ eventVersion: '1.0', eventTimestamp: Date.now(), isFinal: true, messageId: id, context: { reference } },
  ...{ originationPhoneNumber: from, destinationPhoneNumber: to, totalMessageParts: partsOf(finalText) },
});

function statusOf(kind: Parameters<Face['receipt']>[1]): object {
  if (kind.state === 'delivered') return { eventType: 'TEXT_DELIVERED' };
  if (kind.state === 'unknown') return { eventType: 'TEXT_TELEPORTED' };
  if (kind.state === 'blocked') return { eventType: 'TEXT_BLOCKED' };
  return { eventType: kind.failure.stat === 'EXPIRED' ? 'TEXT_TTL_EXPIRED' : 'TEXT_UNREACHABLE' };
}
