import { jasminVersion, kannelVersion } from '@stopsms/local-stack';
import type { Product } from '../product/product';
import type { SendingRun } from '../product/sending-run';
import { runJasmin } from './jasmin';
import { runKannel } from './kannel';
import { LISTED_NUMBERS, serveListed } from './listed-numbers';

const LISTED = LISTED_NUMBERS.toLocaleString('en');

/** Programs of others, with what they check before an SMS leaves and where it waits. */
export const PEERS = {
  spool: { name: 'Kannel, spool store', checks: 'nothing', waits: 'in files' },
  blackList: { name: 'Kannel, spool store, black-list', checks: `opt-outs: ${LISTED}, in smsbox`, waits: 'in files' },
  memory: { name: 'Kannel, in memory', checks: 'nothing', waits: 'in memory' },
  jasmin: { name: 'Jasmin', checks: 'nothing', waits: 'in RabbitMQ, transient' },
  jasminRedis: {
    ...{ name: 'Jasmin, interceptor and Redis', checks: `opt-outs: ${LISTED}, in Redis` },
    waits: 'in RabbitMQ, transient',
  },
} as const;

export type PeerRuns = Partial<Record<keyof typeof PEERS, SendingRun[]>>;

interface PeerTexts {
  texts: readonly { to: string; text: string }[];
  /** Fewer, because it is slower. */
  jasminTexts: readonly { to: string; text: string }[];
  window: number;
  /** Called after each run. */
  settled: () => Promise<void> | undefined;
}

/** Peers that are installed, run one after the other. */
export class Peers {
  readonly runs: PeerRuns = {};
  private readonly kannel = kannelVersion();
  private readonly jasmin = jasminVersion();

  constructor(private readonly product: Product) {}

  async run({ texts, jasminTexts, window, settled }: PeerTexts): Promise<void> {
    const finished = async (peer: keyof typeof PEERS, run: SendingRun) => {
      (this.runs[peer] ??= []).push(run);
      await settled();
    };
    if (this.kannel !== undefined) {
      const listed = await serveListed();
      const kannel = (options: { store: 'spool' | 'memory'; blackList?: string }) =>
        runKannel(this.product, { texts, window, ...options });
      try {
        await finished('spool', await kannel({ store: 'spool' }));
        await finished('blackList', await kannel({ store: 'spool', blackList: listed.url }));
        await finished('memory', await kannel({ store: 'memory' }));
      } finally {
        listed.close();
      }
    }
    if (this.jasmin !== undefined) {
      const { plain, withRedis } = await runJasmin(this.product, jasminTexts);
      await finished('jasmin', plain);
      await finished('jasminRedis', withRedis);
    }
  }

  /** Versions of those that run. */
  get versions(): string {
    const named = { Kannel: this.kannel, Jasmin: this.jasmin };
    const present = Object.entries(named).flatMap(([name, version]) => (version ? [`${name} ${version}`] : []));
    return present.join(', ') || 'none';
  }
}
