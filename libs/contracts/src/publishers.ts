import type { Topic } from './define-topic';
import { outcomes } from './topics/compliance.outcomes.v1';
import { smsRequested } from './topics/sms.requested.v1';

/** Who asks for SMS on Kafka besides campaign, and for whom. The broker's login says who it is, its topic says it to us. */
export interface RequestPublisher {
  /** Lower-case letters, digits and dashes; the end of its topic's name. */
  readonly name: string;
  /** Ids in lower case; `*` is every advertiser. */
  readonly advertisers: ReadonlySet<string> | '*';
  /** It writes `sms.requested.v1` beside campaign, where a record does not say whose it is, and has no topic of its own. */
  readonly shared: boolean;
}

/** `sms.requested.v1.<publisher>`: the same records as campaign's topic has, in as many partitions. */
export const publisherTopic = (publisher: string): typeof smsRequested => ({
  ...smsRequested,
  name: `${smsRequested.name}.${publisher}`,
  description: `What ${publisher} asks for, as on ${smsRequested.name}.`,
});

/** Those of the publishers that have their own. */
export const topicsOfPublishers = (publishers: readonly RequestPublisher[]): Topic[] =>
  publishers.filter(({ shared }) => !shared).map(({ name }) => publisherTopic(name));

const OUTCOMES_OF = `${outcomes.name}.`;

/** `compliance.outcomes.v1.<publisher>`: what became of its messages, for it alone. */
export const outcomesTopic = (publisher: string): typeof outcomes => ({
  ...outcomes,
  name: `${OUTCOMES_OF}${publisher}`,
  description: `What became of the messages of ${publisher}.`,
});

/** Those that are written for the publishers. One on campaign’s topic cannot be told from others there, so nothing is written for it. */
export const outcomesOfPublishers = (publishers: readonly RequestPublisher[]): Topic[] =>
  publishers.filter(({ shared }) => !shared).map(({ name }) => outcomesTopic(name));

/** The topic of this name, if it is one of outcomes. */
export const outcomesTopicNamed = (name: string): Topic | undefined =>
  name.startsWith(OUTCOMES_OF) ? outcomesTopic(name.slice(OUTCOMES_OF.length)) : undefined;
