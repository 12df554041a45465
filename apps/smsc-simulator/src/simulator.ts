import { randomBytes } from 'node:crypto';
import type { Clock } from '@stopsms/kernel';
import { type Behaviour, GOOD_DAY, type Random } from './domain/behaviour';
import { Handsets } from './domain/handsets';
import { Ids } from './domain/ids';
import { Statistics } from './domain/statistics';
import { HttpServer } from './http/http-server';
import type { Settings } from './settings';
import { DeliveryQueue } from './smpp/delivery-queue';
import { OperatorServer } from './smpp/operator-server';
import { Receipts } from './smpp/receipts';
import { Replies } from './smpp/replies';
import { Submissions } from './smpp/submissions';
import { VendorServer } from './vendors/vendor-server';
import { Journal } from './state/journal';
import { restore } from './smpp/restore';

export interface Simulator {
  httpPort: number;
  smppPort: number;
  /** Port of SMPP over TLS, if there is a certificate. */
  smppTlsPort?: number;
  /** Port of the vendor's API, if there is one. */
  vendorPort?: number;
  /** Unbinds the peers, then closes both ports. */
  close(): Promise<void>;
}

/**
 * Starts an operator: SMPP on one side, handsets and the operator's behaviour over HTTP on the other. With `stateDir` a new
 * one restores its messages, and sends receipts and replies that were not acknowledged; without, all is in memory. Statistics
 * count from the start.
 * @throws the error of the socket, e.g. with code EADDRINUSE
 */
export async function startSimulator(
  settings: Settings,
  clock: Clock,
  random: Random = Math.random,
): Promise<Simulator> {
  const { maxMessages, stateDir } = settings;
  const journal = stateDir === undefined ? undefined : new Journal({ dir: stateDir, capacity: maxMessages });
  let mood: Behaviour = GOOD_DAY;
  const behaviour = (): Behaviour => mood;
  const ids = new Ids(randomBytes(4).toString('hex'));
  const statistics = new Statistics();
  const handsets = new Handsets(maxMessages);
  const deliveries = new DeliveryQueue(behaviour, statistics, random, maxMessages);
  const replies = new Replies(deliveries, ids, clock, maxMessages, journal);
  const receipts = new Receipts(deliveries, behaviour, clock, random, journal);
  const submissions = new Submissions(handsets, receipts, behaviour, statistics, ids, clock, random, journal);
  const operator = new OperatorServer(settings, behaviour, statistics, submissions, deliveries);
  const vendor =
    settings.vendor &&
    new VendorServer(settings.vendor, { handsets, statistics, behaviour, ids, clock, random, maxMessages });
  mood = { ...mood, ...vendor?.goodDay };
  const http = new HttpServer({
    handsets,
    replies: vendor?.replies ?? replies,
    statistics,
    operator,
    vendor,
    journal,
    behaviour,
    behave: (change) => {
      mood = { ...mood, ...change };
      submissions.release();
    },
  });

  if (journal) {
    restore(journal.entries(), { handsets, replies, submissions, receipts });
    journal.open(() => ({ kind: 'numbers', messages: handsets.nextSequence, replies: replies.nextSequence }));
  }

  try {
    const ports = [settings.smppPort, ...(settings.tls ? [settings.tls.port] : [])];
    const [smppPort = 0, smppTlsPort] = await operator.listen(ports, settings.host);
    const httpPort = await http.listen(settings.httpPort, settings.host);
    const vendorPort = await vendor?.listen(settings.host);
    const close = async () => {
      await Promise.all([operator.close(), http.close(), vendor?.close()]);
      journal?.close();
    };
    return {
      httpPort,
      smppPort,
      ...(smppTlsPort !== undefined && { smppTlsPort }),
      ...(vendorPort !== undefined && { vendorPort }),
      close,
    };
  } catch (error) {
    await operator.close();
    throw error;
  }
}
