import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VendorName } from '@stopsms/kernel';
import express, { type Request, type Response, Router } from 'express';
import type { Behaviour } from '../domain/behaviour';
import type { VendorSettings } from './vendor-settings';
import { CallbackSender } from './callback-sender';
import type { Face, Send, VendorAnswer } from './face';
import { makeAws } from './aws';
import { brevo } from './brevo';
import { infobip } from './infobip';
import { ovh } from './ovh';
import { sinch } from './sinch';
import { smsmode } from './smsmode';
import { twilio } from './twilio';
import { vonage } from './vonage';
import { type DeskParts, VendorDesk } from './vendor-desk';

const FACES: Readonly<Record<Exclude<VendorName, 'aws'>, Face>> = {
  smsmode,
  ovh,
  twilio,
  infobip,
  sinch,
  vonage,
  brevo,
};
const faceOf = (name: VendorName): Face => (name === 'aws' ? makeAws() : FACES[name]);

/** HTTP API of one vendor, with its callbacks. */
export class VendorServer {
  readonly replies: VendorDesk;
  /** Behaviour of this vendor without faults, as it differs from others. */
  readonly goodDay: Partial<Behaviour>;
  private readonly server: Server;
  private readonly callbacks: CallbackSender;
  private origin = '';

  constructor(
    private readonly settings: VendorSettings,
    parts: DeskParts,
  ) {
    const face = faceOf(settings.name);
    this.goodDay = { answersStop: face.answersStop ?? false };
    this.callbacks = new CallbackSender(
      face,
      settings,
      parts.behaviour,
      parts.statistics,
      parts.random,
      () => this.origin,
    );
    this.replies = new VendorDesk(parts, this.callbacks, face);
    const app = express();
    app.disable('x-powered-by');
    app.use(
      express.json({ limit: '1mb', type: face.contentType ?? 'application/json' }),
      express.urlencoded({ extended: false, limit: '1mb' }),
    );
    app.use((request, response, next) => {
      if (face.isAuthentic(request)) next();
      else
        response.status(401).json({ code: 20003, errorCode: 'E401', title: 'Unauthorized', message: 'Unauthorized' });
    });
    const router = Router();
    face.routes(router, this.replies, senderOf(face));
    app.use(router);
    this.server = createServer({ keepAliveTimeout: 75_000 }, app);
  }

  /** @throws the error of the socket, e.g. with code EADDRINUSE */
  async listen(host: string): Promise<number> {
    this.server.listen(this.settings.port, host);
    await once(this.server, 'listening');
    const { port } = this.server.address() as AddressInfo;
    this.origin = `http://${host}:${port}`;
    return port;
  }

  /** Cuts all connections, calls without an answer among them. */
  disconnectAll(): void {
    this.server.closeAllConnections();
  }

  async close(): Promise<void> {
    this.callbacks.close();
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}

const TOO_MANY: VendorAnswer = { status: 429, json: { message: 'Too many requests' } };

const senderOf =
  ({ throttled = TOO_MANY }: Face): Send =>
  (request, response, answer) => {
    answer.then(
      (result) => answerWith(result === 'throttled' ? throttled : result, request, response),
      () => response.status(500).end(),
    );
  };

function answerWith(result: VendorAnswer | 'cut', request: Request, response: Response): void {
  if (result === 'cut') return void request.socket.destroy();
  if (result.status === TOO_MANY.status) response.set('Retry-After', '1');
  response.status(result.status).json(result.json);
}
