import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VENDOR_NAMES, type VendorName } from '@stopsms/kernel';
import { freePort, providerEntry, providerEnv, traitsOf, vendorEnv } from '@stopsms/local-stack';
import { type AppProcess, startAppProcess } from './app-process';

const HOST = '127.0.0.1';
/** Code of every account. */
const CODES = ['36180'];
const SECRETS = { secret: 'a-secret-of-the-account-0123456789', callbackSecret: 'f7c1f60c2a94b1d8e5537d2b6a0149ea' };

interface Callbacks {
  /** Sent again although they were acknowledged. */
  repeated: number;
  /** Not yet acknowledged, or being repeated. */
  queued: number;
}

interface Stats {
  /** Calls that were refused, by status as the simulator counts them: `0x1ad` is 429. */
  rejected: Record<string, number>;
  /** Messages that came again under a reference that had been taken. */
  repeatedReferences: number;
  receipts: Callbacks;
  mos: Callbacks;
}

/** HTTP API of a vendor, in a process of the simulator. */
export class TestVendor {
  readonly traits: ReturnType<typeof traitsOf>;

  constructor(
    readonly name: VendorName,
    private readonly simulator: AppProcess,
  ) {
    this.traits = traitsOf(name);
  }

  async behave(behaviour: object): Promise<void> {
    await this.call('PUT', '/behaviour', behaviour);
  }

  /** Counts since the start. */
  async stats(): Promise<Stats> {
    return (await (await this.call('GET', '/stats')).json()) as Stats;
  }

  /** Texts on a handset. @param to - E.164 */
  async inbox(to: string): Promise<{ text: string; from: string }[]> {
    const answer = await this.call('GET', `/handsets/${encodeURIComponent(to)}/messages`);
    return (await answer.json()) as { text: string; from: string }[];
  }

  /** Writes a text on a handset. */
  async reply(from: string, to: string, text: string): Promise<void> {
    await this.call('POST', `/handsets/${encodeURIComponent(from)}/reply`, { to, text });
  }

  async stop(): Promise<void> {
    await this.simulator.stop();
  }

  private async call(method: string, path: string, body?: object): Promise<Response> {
    const headers = { connection: 'close', 'content-type': 'application/json' };
    const answer = await fetch(this.simulator.url + path, {
      ...{ method, headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`The simulator of ${this.name} refused ${path}: ${await answer.text()}`);
    return answer;
  }
}

/** Every vendor with an adapter, and the settings of a service that has all of them as providers, under their names. */
export class TestVendors {
  private constructor(
    readonly settings: NodeJS.ProcessEnv,
    private readonly vendors: readonly TestVendor[],
    private readonly dir: string,
  ) {}

  /**
   * @param callbackPort - of the server that takes receipts and replies
   * @param routes - `routes` of PROVIDERS_FILE
   */
  static async start(callbackPort: number, routes?: Record<string, VendorName[]>): Promise<TestVendors> {
    const dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-vendors-'));
    const settingsOf = (simulatorVendor: number) => ({
      ...{ dir, host: HOST, ...SECRETS },
      ports: { simulatorVendor, 'inbound-mo': callbackPort },
    });
    const started = await Promise.all(
      VENDOR_NAMES.map(async (name) => {
        const settings = settingsOf(await freePort());
        const simulator = await startAppProcess('smsc-simulator', (port) => ({
          ...{ SIMULATOR_HTTP_PORT: String(port), SIMULATOR_SMPP_PORT: '0', ...vendorEnv(name, settings) },
        }));
        return { vendor: new TestVendor(name, simulator), entry: { ...providerEntry(name, settings), codes: CODES } };
      }),
    );
    const settings = providerEnv(settingsOf(0));
    const providers = started.map(({ entry }) => entry);
    writeFileSync(settings['PROVIDERS_FILE'] ?? '', JSON.stringify({ providers, routes }));
    return new TestVendors(
      settings,
      started.map(({ vendor }) => vendor),
      dir,
    );
  }

  of(name: VendorName): TestVendor {
    const vendor = this.vendors.find((each) => each.name === name);
    if (!vendor) throw new Error(`No simulator plays ${name}.`);
    return vendor;
  }

  async stop(): Promise<void> {
    await Promise.all(this.vendors.map((vendor) => vendor.stop()));
    rmSync(this.dir, { recursive: true });
  }
}
