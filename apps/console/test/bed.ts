import { randomBytes } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppProcess, type TestDatabase, freePort, makeTestDatabase, startAppProcess } from '@stopsms/testing';
import { Client } from 'pg';
import { Browser, type Page } from './browser';
import { FakeService } from './fake-service';

export interface Session {
  id: string;
  name: string;
  roles: string[];
  advertisers: string[];
  csrf: string;
  language: string;
}

const CLIENT = { OIDC_CLIENT_SECRET: 'the secret of this test' };

type Ending = () => unknown;

async function endAll(endings: Ending[]): Promise<void> {
  for (const end of endings.reverse()) await end();
}

/** The console and the identity provider as processes, a database, and one fake service instead of all six and of Prometheus. */
export class Bed {
  private constructor(
    readonly provider: AppProcess,
    readonly console: AppProcess,
    readonly service: FakeService,
    readonly database: TestDatabase,
    private readonly endings: Ending[],
    private readonly envOf: (port: number) => NodeJS.ProcessEnv,
  ) {}

  /** @param settings - of the console, beside those it needs; @param tokenSeconds - for which access tokens are good */
  static async make(settings: NodeJS.ProcessEnv = {}, tokenSeconds = 300): Promise<Bed> {
    const endings: Ending[] = [];
    try {
      return await Bed.begin(settings, tokenSeconds, endings);
    } catch (error) {
      await endAll(endings);
      throw error;
    }
  }

  /** @param endings - of what was begun so far, also when the rest fails */
  private static async begin(settings: NodeJS.ProcessEnv, tokenSeconds: number, endings: Ending[]): Promise<Bed> {
    const database = await makeTestDatabase('console');
    endings.push(() => database.drop());
    const service = await FakeService.start();
    endings.push(() => service.close());
    const dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-console-'));
    endings.push(() => rmSync(dir, { recursive: true, force: true }));
    const consolePort = await freePort();
    const consoleUrl = settings['CONSOLE_URL'] ?? `http://127.0.0.1:${consolePort}`;
    const provider = await startAppProcess('identity-provider', (port) => ({
      ...CLIENT,
      STOPSMS_MODE: 'development',
      IDENTITY_PROVIDER_PORT: String(port),
      IDENTITY_PROVIDER_TOKEN_SECONDS: String(tokenSeconds),
      IDENTITY_PROVIDER_STATE_DIR: dir,
      CONSOLE_URL: consoleUrl,
    }));
    endings.push(() => provider.stop());
    const services = ['CAMPAIGN', 'COMPLIANCE', 'DISPATCHER', 'INBOUND_MO', 'SUPPRESSION', 'NOTIFICATION'];
    const secret = randomBytes(32).toString('base64');
    const envOf = (port: number) => ({
      ...CLIENT,
      STOPSMS_MODE: 'development',
      PORT: String(port),
      HOST: '127.0.0.1',
      CONSOLE_URL: consoleUrl,
      DATABASE_URL: database.url,
      OIDC_ISSUER: provider.url,
      SESSION_SECRET: secret,
      SIGN_INS_PER_SECOND: '1000',
      PROMETHEUS_URL: service.url,
      ...Object.fromEntries(services.map((name) => [`${name}_URL`, service.url])),
      ...settings,
    });
    const console = await startAppProcess('console', envOf, consolePort);
    endings.push(() => console.stop());
    return new Bed(provider, console, service, database, endings, envOf);
  }

  /** Another console on the same database. @returns its address */
  async startReplica(): Promise<string> {
    const replica = await startAppProcess('console', this.envOf);
    this.endings.push(() => replica.stop());
    return replica.url;
  }

  close(): Promise<void> {
    return endAll(this.endings);
  }

  /** Ages every session. @param change - SQL of the SET clause */
  async age(change: string): Promise<void> {
    const client = new Client({ connectionString: this.database.url });
    await client.connect();
    try {
      await client.query(`UPDATE session SET ${change}`);
    } finally {
      await client.end();
    }
  }

  /** Goes as far as the provider's list of people. */
  begin(browser: Browser, returnTo = '/'): Promise<Page> {
    return browser.visit(`${this.console.url}/session/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
  }

  /** Chooses a person on the provider's page, and goes on to `stop` or to the end. */
  choose(browser: Browser, page: Page, person: string, stop?: (next: URL) => boolean): Promise<Page> {
    const init = { method: 'POST', body: new URLSearchParams({ person }) };
    return browser.visit(page.url, init, stop);
  }

  async signIn(person: string, browser = new Browser()): Promise<{ browser: Browser; session: Session }> {
    await this.choose(browser, await this.begin(browser), person);
    const { status, text } = await browser.ask(`${this.console.url}/session`);
    if (status !== 200) throw new Error(`${person} is not signed in: ${status} ${text}`);
    return { browser, session: JSON.parse(text) as Session };
  }

  api(browser: Browser, path: string, init: RequestInit = {}): Promise<Page> {
    return browser.ask(`${this.console.url}/api${path}`, init);
  }

  /** A changing request, as the pages send it. */
  post(browser: Browser, path: string, headers: Record<string, string>): Promise<Page> {
    return this.api(browser, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
    });
  }
}
