import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningService, startService } from '@stopsms/bootstrap';
import { type PublisherOutcome, type SmsRequested, gatewayOutcomes, gatewayRequests } from '@stopsms/contracts';
import { type BedPlan, type Seen, TestBed, layBed } from '@stopsms/testing';
import { gateway } from '../src/app.module';

export const PASSWORD = 'sesame-1';
export const ADVERTISER = randomUUID();

/** An account in the file, over SMPP without TLS unless `smpp` says otherwise. */
export const account = (fields: { id: string; smpp?: object } & Record<string, unknown>): object => ({
  advertiser: ADVERTISER,
  category: 'marketing',
  ratePerSecond: 10_000,
  ...fields,
  smpp: { systemId: fields.id, passwordFrom: 'TEST_PASSWORD', tls: 'optional', ...fields.smpp },
});

/** The gateway, with the records of compliance and inbound-mo. */
export class Bed extends TestBed {
  private folder = '';
  requests: Seen<SmsRequested>[] = [];

  /** @param own - parts that the test breaks */
  static async make(...own: NonNullable<BedPlan['own']>): Promise<Bed> {
    const start: BedPlan['start'] = (env, onFatal) => startService(gateway, env, onFatal);
    const plan: BedPlan = { service: 'gateway', start, own };
    const bed = new Bed(plan, await layBed(plan));
    bed.folder = await mkdtemp(join(tmpdir(), 'gateway-'));
    bed.requests = await bed.collect<SmsRequested>(gatewayRequests);
    return bed;
  }

  /** Starts the gateway with these accounts. */
  async startWith(accounts: object[], more: NodeJS.ProcessEnv = {}): Promise<RunningService> {
    const file = await this.write(`${randomUUID()}.yaml`, JSON.stringify({ accounts }));
    return this.startReady({
      GATEWAY_ACCOUNTS_FILE: file,
      TEST_PASSWORD: PASSWORD,
      GATEWAY_SMPP_PORT: '0',
      ...more,
    });
  }

  /** @returns the path of a file of this bed, written anew */
  async write(name: string, content: string): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, content);
    return path;
  }

  /** Publishes what became of a message, as compliance does. */
  async outcome(messageId: string, fields: Pick<PublisherOutcome, 'kind' | 'state'> & Partial<PublisherOutcome>) {
    const value = { messageId, advertiserId: ADVERTISER, at: Date.now(), ...fields };
    await this.put(gatewayOutcomes, [{ key: messageId, value }]);
  }

  override async end(): Promise<void> {
    await super.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}
