import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKannel } from '@stopsms/local-stack';
import { SmppSession, type SubmitSm, shortMessages } from '@stopsms/smpp';
import { sendByKannel } from '../pipeline/kannel';
import { askJson } from '../product/ask-json';
import { enrol } from '../product/audience';
import { Product } from '../product/product';
import { Requests } from '../product/requests';
import { type SendingRun, measureSending } from '../product/sending-run';

const SYSTEM_ID = 'bench';
/** More than any machine submits. */
const RATE = 10_000;
const SUBMIT_WAIT_MS = 60_000;

interface DoorSettings {
  recipients: number;
  window: number;
  env: NodeJS.ProcessEnv;
  preloads: string[];
}

export interface Text {
  to: string;
  text: string;
}

/** The product with an HTTP provider, and one account at its SMPP server. */
export class Door {
  private constructor(
    readonly product: Product,
    private readonly requests: Requests,
    private readonly account: { port: number; systemId: string; password: string; sender: string; window: number },
    private readonly folder: string,
  ) {}

  static async open({ recipients, window, env, preloads }: DoorSettings): Promise<Door> {
    const folder = mkdtempSync(join(tmpdir(), 'stopsms-door-'));
    const file = join(folder, 'accounts.json');
    const password = randomBytes(4).toString('hex');
    writeFileSync(file, JSON.stringify({ accounts: [] }));
    const product = await Product.start({
      preloads,
      env: { ...env, GATEWAY_ACCOUNTS_FILE: file, BENCH_PASSWORD: password },
      provider: 'ovh',
    });
    const { services, ports } = product.stack;
    const advertiserId = await enrol(product, recipients);
    const { sender } = await askJson<{ sender: string }>(
      'GET',
      `${services.campaign.url}/v1/advertisers/${advertiserId}`,
    );
    const smpp = { systemId: SYSTEM_ID, passwordFrom: 'BENCH_PASSWORD', tls: 'optional', window };
    const account = { id: SYSTEM_ID, advertiser: advertiserId, category: 'marketing', ratePerSecond: RATE, smpp };
    writeFileSync(file, JSON.stringify({ accounts: [account] }));
    // It reads its accounts at the start, and this one's advertiser was not known then.
    await services.gateway.restart();
    const requests = new Requests(product, { advertiserId, recipients, texts: 1 });
    const login = { port: ports.gatewaySmpp, systemId: SYSTEM_ID, password, sender, window };
    return new Door(product, requests, login, folder);
  }

  texts(count: number): Text[] {
    return this.requests.plain(count);
  }

  /** Submits over one connection, as many at a time as the window has. */
  async sendPlain(texts: readonly Text[]): Promise<SendingRun> {
    const { sender, ...account } = this.account;
    const session = new SmppSession({
      host: '127.0.0.1',
      bind: 'transmitter',
      submitWaitMs: SUBMIT_WAIT_MS,
      ...account,
    });
    session.open();
    try {
      return await measureSending(this.product, this.product.pids, texts.length, async () => {
        await Promise.all(
          texts.map(async ({ to, text }) => {
            const [part] = shortMessages({ from: sender, to, text, reference: 0 });
            const pdu: SubmitSm = { ...part, registered_delivery: 0 } as SubmitSm;
            const { outcome } = await session.submit(pdu);
            if (outcome !== 'accepted') throw new Error(`The gateway did not accept: ${outcome}`);
          }),
        );
      });
    } finally {
      await session.close();
    }
  }

  /** Sends by Kannel with its spool store. */
  async sendByKannel(texts: readonly Text[]): Promise<SendingRun> {
    const { sender, window, ...smsc } = this.account;
    const kannel = await startKannel({ smsc, window, store: 'spool' });
    try {
      const pids = { ...this.product.pids, ...kannel.pids };
      return await measureSending(this.product, pids, texts.length, () => sendByKannel(kannel, texts, sender));
    } finally {
      await kannel.stop();
    }
  }

  async close(): Promise<void> {
    await this.product.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
