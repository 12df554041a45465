import { type Topic, deadLetterOf, topology } from '@stopsms/contracts';
import { CliFault } from './cli-fault';
import type { Settings } from './settings';

/** Topics that somebody reads, and so may have dead letters. */
export const readTopics = ({ publisherTopics }: Pick<Settings, 'publisherTopics'>): Topic[] => [
  ...topology.filter(({ readers }) => readers.length > 0).map(({ topic }) => topic),
  ...publisherTopics,
];

/** @throws CliFault when the platform has no such topic; the name may end in `.dlq` */
export function topicNamed(name: string, settings: Settings): Topic {
  const topics = readTopics(settings);
  const topic = topics.find((each) => each.name === name || deadLetterOf(each.name) === name);
  if (topic) return topic;
  throw new CliFault(
    'usage',
    `${name} is no topic of this platform. It has: ${topics.map((each) => each.name).join(', ')}. A publisher's is known by PUBLISHERS_FILE.`,
  );
}
