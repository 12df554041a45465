import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Behaviour } from '../domain/behaviour';
import type { Handsets } from '../domain/handsets';
import type { Statistics } from '../domain/statistics';
import type { OperatorServer } from '../smpp/operator-server';
import type { VendorServer } from '../vendors/vendor-server';
import type { Journal } from '../state/journal';
import { behaviourRoutes } from './behaviour-routes';
import { type ReplySender, handsetRoutes } from './handset-routes';
import { operationRoutes } from './operation-routes';
import { answerWithProblem, noSuchRoute } from './problem';

interface HttpParts {
  handsets: Handsets;
  replies: ReplySender;
  statistics: Statistics;
  operator: OperatorServer;
  vendor: VendorServer | undefined;
  journal: Journal | undefined;
  behaviour(): Behaviour;
  behave(change: Partial<Behaviour>): void;
}

const IDLE_MS = 75_000;

/** HTTP server of the handsets and the operator's controls. It has no password: it is for the machine it runs on. */
export class HttpServer {
  private readonly server: Server;

  constructor({ handsets, replies, statistics, operator, vendor, journal, behaviour, behave }: HttpParts) {
    const app = express();
    app.disable('x-powered-by');
    app.use(express.json({ limit: '1mb' }));
    app.use(handsetRoutes(handsets, replies, journal));
    app.use(behaviourRoutes(behaviour, behave));
    app.use(operationRoutes(operator, vendor, handsets, statistics));
    app.use(noSuchRoute);
    app.use(answerWithProblem);
    // Clients close idle connections, not the server: a request could be in transit.
    this.server = createServer({ keepAliveTimeout: IDLE_MS }, app);
  }

  /**
   * Resolves with the port taken.
   * @throws the error of the socket, e.g. with code EADDRINUSE
   */
  async listen(port: number, host: string): Promise<number> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeIdleConnections();
    await closed;
  }
}
