import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { BackgroundJobs } from '@stopsms/service';
import type { ServiceParts } from './service-parts';

/** Time limit of requests in progress: a slow client would delay the shutdown. */
const REQUESTS_LIMIT_MS = 4_000;

interface ToShutDown {
  app: NestExpressApplication;
  server: Server;
  parts: ServiceParts;
  /** Stops other sources of work, such as links to operators. */
  beforeClose: () => Promise<void>;
  database: { flush: () => Promise<void> } | undefined;
  secret: { stop: () => void } | undefined;
  people: { stop: () => void } | undefined;
}

/**
 * Shuts a service down: each step needs nothing that an earlier one has closed. What does not end in time is repeated after the
 * restart.
 */
export async function shutDown({ app, server, parts, ...rest }: ToShutDown): Promise<void> {
  // 1. Accept nothing new.
  parts.readiness.close();
  const requestsEnded = new Promise<void>((resolve) => server.close(() => resolve()));
  const limit = setTimeout(() => server.closeAllConnections(), REQUESTS_LIMIT_MS);
  await rest.beforeClose();
  // 2. End background work.
  rest.secret?.stop();
  await app.get(BackgroundJobs, { strict: false }).stop();
  // 3. Leave the consumer groups, with offsets committed.
  await parts.transport.close();
  // 4. End requests in progress.
  await requestsEnded;
  // 5. Send what is committed.
  await rest.database?.flush();
  // 6. Close the database.
  parts.stalls.stop();
  rest.people?.stop();
  parts.liveRequests.stop();
  await app.close();
  clearTimeout(limit);
  await parts.publisher.disconnect();
  parts.log.info(`${parts.name} stopped`);
}
