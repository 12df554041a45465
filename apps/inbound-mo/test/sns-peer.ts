import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const CERTIFICATE = '/SimpleNotificationService-test.pem';
const SIGNED = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

/** SNS of a test: signs messages, publishes its key and confirms subscriptions. */
export class SnsPeer {
  certificates = 0;
  confirmations = 0;
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SnsPeer> {
    const server = createServer((request, response) => {
      if (request.url === CERTIFICATE) {
        peer.certificates += 1;
        response.end(peer.keys.publicKey.export({ type: 'spki', format: 'pem' }));
      } else if (request.url === '/?Action=ConfirmSubscription') {
        peer.confirmations += 1;
        response.end('<ConfirmSubscriptionResponse/>');
      } else response.writeHead(404).end();
    });
    const peer = new SnsPeer(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Message with its signature. @param fields - of the message, in addition to those of a notification */
  signed(fields: object): Record<string, string> {
    const message: Record<string, string> = {
      ...{ Type: 'Notification', MessageId: randomUUID(), TopicArn: 'arn:aws:sns:eu-west-3:123456789012:sms' },
      ...{ Timestamp: new Date().toISOString(), SignatureVersion: '2', SigningCertURL: this.url + CERTIFICATE },
      ...fields,
    };
    const text = SIGNED.flatMap((name) => (message[name] === undefined ? [] : [`${name}\n${message[name]}\n`]));
    const Signature = createSign('RSA-SHA256').update(text.join('')).sign(this.keys.privateKey, 'base64');
    return { ...message, Signature };
  }
}
