import { Inject, Injectable } from '@nestjs/common';
import type { MoReceived } from '@stopsms/contracts';
import type { Provider, Way } from '@stopsms/providers';
import { InboundMoMetrics } from '../inbound-mo-metrics';

export const PROVIDERS = Symbol('providers');

/** Ways in which a delivery exceeds its provider's terms. */
export type Breach = NonNullable<MoReceived['breach']>;

export const BREACHES: Readonly<Record<Breach, string>> = {
  'not-its-way': 'this provider is not configured for this delivery method',
  'not-its-code': 'this provider does not serve the short code',
};

/** Ways and codes by which each provider delivers. Counts what goes beyond, once. */
@Injectable()
export class ProviderTerms {
  private readonly byName: ReadonlyMap<string, Provider>;

  constructor(
    @Inject(PROVIDERS) providers: Provider[],
    private readonly metrics: InboundMoMetrics,
  ) {
    this.byName = new Map(providers.map((provider) => [provider.name, provider]));
  }

  /**
   * @param way - `inbox` for a reply that we read ourselves in the list of the provider
   * @param code - as `textedCode` has it; undefined where the provider names the message that is answered instead
   */
  breachOfReply(provider: string, way: Way | 'inbox', code?: string): Breach | undefined {
    const terms = this.byName.get(provider);
    if (way !== 'inbox' && !terms?.repliesBy.includes(way)) return this.count(provider, 'reply', 'not-its-way');
    if (code !== undefined && terms?.codes && !terms.codes.includes(code))
      return this.count(provider, 'reply', 'not-its-code');
    return undefined;
  }

  breachOfReceipts(provider: string, way: Way, count: number): Breach | undefined {
    const believed = this.byName.get(provider)?.receiptsBy.includes(way);
    return believed ? undefined : this.count(provider, 'receipt', 'not-its-way', count);
  }

  /** True if the provider's own block list refused the text: the recipient opted out there. */
  isBlock(provider: string, error: string): boolean {
    const terms = this.byName.get(provider);
    return terms?.kind === 'http' && terms.vendor.callbacks.classOf(error) === 'opted-out';
  }

  private count(provider: string, kind: 'reply' | 'receipt', reason: Breach, count = 1): Breach {
    this.metrics.deliveriesRefused.inc({ provider, kind, reason }, count);
    return reason;
  }
}
