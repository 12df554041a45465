import type { Topic } from './define-topic';
import { outcomes } from './topics/compliance.outcomes.v1';
import { smsRequested } from './topics/sms.requested.v1';

/** A system besides campaign that requests SMS on Kafka, and its advertisers. The broker identifies it by login, services by topic. */
export interface RequestPublisher {
  /** Lower-case letters, digits and dashes; suffix of its topic's name. */
  readonly name: string;
  /** Ids in lower case; `*` is every advertiser. */
  readonly advertisers: ReadonlySet<string> | '*';
  /** True if it writes to `sms.requested.v1` like campaign, where records do not identify their publisher. */
  readonly shared: boolean;
}

/** Topic `sms.requested.v1.<publisher>`: the same records and partitions as campaign's. */
export const publisherTopic = (publisher: string): typeof smsRequested => ({
  ...smsRequested,
  name: `${smsRequested.name}.${publisher}`,
  description: `Requests of ${publisher}, as on ${smsRequested.name}.`,
});

/** Returns the topics of publishers that have their own. */
export const topicsOfPublishers = (publishers: readonly RequestPublisher[]): Topic[] =>
  publishers.filter(({ shared }) => !shared).map(({ name }) => publisherTopic(name));

const OUTCOMES_OF = `${outcomes.name}.`;

/** Topic `compliance.outcomes.v1.<publisher>`: outcomes of its messages, for it alone. */
export const outcomesTopic = (publisher: string): typeof outcomes => ({
  ...outcomes,
  name: `${OUTCOMES_OF}${publisher}`,
  description: `Outcomes of the messages of ${publisher}.`,
});

/** Returns the outcome topics of publishers. One on campaign’s topic cannot be identified, so it gets none. */
export const outcomesOfPublishers = (publishers: readonly RequestPublisher[]): Topic[] =>
  publishers.filter(({ shared }) => !shared).map(({ name }) => outcomesTopic(name));

/** Returns the outcome topic of this name, if it is one. */
export const outcomesTopicNamed = (name: string): Topic | undefined =>
  name.startsWith(OUTCOMES_OF) ? outcomesTopic(name.slice(OUTCOMES_OF.length)) : undefined;

/** Publisher that is a service of the platform: it sends for advertisers whose systems speak SMPP or another provider's API. */
export const GATEWAY = 'gateway';

/** Requests of the gateway: a topic of its own, as every publisher but campaign has. */
export const gatewayRequests: typeof smsRequested = {
  ...publisherTopic(GATEWAY),
  description: 'A request for one SMS from an advertiser’s own system, through the gateway.',
};

const { isForOutsiders: _, ...read } = outcomesTopic(GATEWAY);

/** Outcomes of the messages of the gateway, which reads them as a service, with dead letters. */
export const gatewayOutcomes: Topic<(typeof outcomes)['value']> = {
  ...read,
  description: 'Verdicts on the messages of the gateway, and their outcomes.',
};
