import { SystemClock, RecipientKeys } from '@stopsms/kernel';
import type { Publisher } from '@stopsms/messaging';
import { Outbox, Relay } from '@stopsms/outbox';
import { Database, databaseConnection, openDataSource } from '@stopsms/persistence';
import type { Provider } from '@stopsms/providers';
import { Metrics, createLog } from '@stopsms/service';
import type { ReceiptState } from '@stopsms/smpp';
import { setTimeout as delay } from 'node:timers/promises';
import { InboundMoMetrics } from '../../../apps/inbound-mo/src/inbound-mo-metrics';
import { MIGRATIONS } from '../../../apps/inbound-mo/src/migrations';
import { ProviderTerms } from '../../../apps/inbound-mo/src/providers/provider-terms';
import { AcceptReceipts } from '../../../apps/inbound-mo/src/receipts/accept-receipts';
import { PublishOutcomes } from '../../../apps/inbound-mo/src/receipts/publish-outcomes';
import { RecordSends } from '../../../apps/inbound-mo/src/receipts/record-sends';
import { RECEIPTS_SQL } from '../../../apps/inbound-mo/src/receipts/receipts.store';
import { SelectFailures } from '../../../apps/inbound-mo/src/receipts/select-failures';
import { SettleReceipts } from '../../../apps/inbound-mo/src/receipts/settle-receipts';
import type { Join } from './join';
import { PROVIDER } from './workload';

const UNRECORDED = '00-00000000000000000000000000000001-0000000000000001-00';
const HORIZON_MS = 90 * 86_400_000;
const SECRET = Buffer.alloc(32, 7).toString('base64');

/** The join of inbound-mo, with its own stores, outbox and relay. */
export async function postgresJoin(databaseUrl: string, publisher: Publisher): Promise<Join> {
  const connection = databaseConnection(databaseUrl);
  const dataSource = await openDataSource({ connection, migrations: MIGRATIONS });
  const database = new Database(dataSource);
  const log = createLog('bench', 'error');
  const relay = new Relay(connection, publisher, log);
  const clock = new SystemClock();
  const outbox = new Outbox(clock, () => relay.nudge());
  relay.start();
  const metrics = new InboundMoMetrics(new Metrics('inbound-mo'));
  const providers = [
    { name: PROVIDER, kind: 'smpp', receiptId: 'same', receiptsBy: ['smpp'] },
  ] as unknown as Provider[];
  const terms = new ProviderTerms(providers, metrics);
  const outcomes = new PublishOutcomes(outbox, new SelectFailures(), metrics, terms, clock);
  const settle = new SettleReceipts(database, outcomes, metrics, log);
  const accept = new AcceptReceipts(database, settle, outcomes, new RecipientKeys(SECRET), metrics, terms, providers);
  const sends = new RecordSends(database, settle, outbox);
  const isEmpty = async (table: 'raw_receipt' | 'outbox') =>
    (await database.query(`SELECT 1 FROM ${table} LIMIT 1`)).length === 0;
  return {
    record: (statuses) => sends.execute(statuses.map((status) => ({ ...status, traceparent: UNRECORDED }))),
    receipts: async (received) => {
      // Each is a packet of its own, as operators send them.
      await Promise.all(
        received.map(({ receiptId, stat, ...receipt }) =>
          accept.execute(
            [{ ...receipt, stat: stat as ReceiptState, dedupeId: receiptId, receivedAt: receipt.at }],
            'smpp',
          ),
        ),
      );
    },
    sendsTo: async (recipientKeys) =>
      (await database.query(RECEIPTS_SQL.recentSends, [recipientKeys, Date.now() - HORIZON_MS])).length,
    drained: async () => {
      while (!(await isEmpty('raw_receipt')) || !(await isEmpty('outbox'))) await delay(50);
    },
    close: async () => {
      await relay.stop();
      await dataSource.destroy();
    },
  };
}
