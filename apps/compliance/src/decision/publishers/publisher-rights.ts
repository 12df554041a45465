import {
  GATEWAY,
  type RequestPublisher,
  type SmsRequested,
  type Topic,
  publisherTopic,
  smsRequested,
} from '@stopsms/contracts';
import type { Message } from '@stopsms/messaging';

/** `ce_source` of campaign's records. */
const CAMPAIGN = '/stopsms/campaign';

/** Label in metrics of an unnamed writer to campaign's topic; no publisher may have this name. */
export const UNNAMED = 'unnamed';

/** The gateway, which checks by itself for whom an account may send. */
const GATEWAY_RIGHTS: RequestPublisher = { name: GATEWAY, advertisers: '*', shared: false };

/** Origin of a request and its advertiser. */
interface Asking {
  topic: string;
  /** Source as declared by the writer. */
  source: string | undefined;
  /** Lower case. */
  advertiserId: string;
}

interface NotAllowed {
  /** Undefined for one that has no topic of its own. */
  publisher: string | undefined;
  detail: string;
}

/** A request, and the record that asked for it. */
export interface Asked {
  request: SmsRequested;
  record: Pick<Message<unknown>, 'topic' | 'partition' | 'offset' | 'source' | 'traceparent'>;
}

/**
 * Rights of publishers to send for advertisers. The topic of a record names its publisher: the broker lets one publisher write to it and
 * nobody else. The topic of campaign is closed to others by the same rights; that its records must look like campaign's keeps
 * out who still has old rights there and means no harm, not who does.
 */
export class PublisherRights {
  readonly names: string[];
  private readonly byTopic: ReadonlyMap<string, RequestPublisher>;

  /** True if others than campaign may write its topic. */
  private readonly open: boolean;

  /** @param development - in which anybody may write campaign's topic; else whoever is named as `shared` */
  constructor(publishers: readonly RequestPublisher[], development: boolean) {
    const own = [GATEWAY_RIGHTS, ...publishers.filter(({ shared }) => !shared)];
    this.open = development || publishers.some(({ shared }) => shared);
    this.names = own.map(({ name }) => name);
    this.byTopic = new Map(own.map((publisher) => [publisherTopic(publisher.name).name, publisher]));
  }

  /** The topics of publishers of their own. */
  get topics(): Topic[] {
    return this.names.map(publisherTopic);
  }

  /** The name of the publisher that has this topic; undefined for campaign's. */
  publisherOf(topic: string): string | undefined {
    return this.byTopic.get(topic)?.name;
  }

  /** Returns the reason why a request is not allowed; undefined when it is. */
  refusal({ topic, source, advertiserId }: Asking): NotAllowed | undefined {
    if (topic === smsRequested.name) {
      if (this.open || source === CAMPAIGN) return undefined;
      const detail = `${topic} belongs to campaign. Ask an operator for your own topic (PUBLISHERS of compliance) and publish there. The message id can be used again.`;
      return { publisher: undefined, detail };
    }
    const publisher = this.byTopic.get(topic);
    if (!publisher) throw new Error(`${topic} is read and is no publisher's: this is a bug`);
    const { name, advertisers } = publisher;
    if (advertisers === '*' || advertisers.has(advertiserId)) return undefined;
    const detail = `${name} may not publish for advertiser ${advertiserId}. Ask an operator to add it (PUBLISHERS of compliance), then publish again. The message id can be used again.`;
    return { publisher: name, detail };
  }
}
