import type { MessagingLog } from './messaging-log';
import { tellKafkajs } from './kafkajs-lines';

const COORDINATOR = 'Response GroupCoordinator(key: 10, version: 2)';

test.each([
  {
    it: 'a coordinator that a new broker has not made yet',
    message: COORDINATOR,
    error: 'The group coordinator is not available',
    level: 'info',
  },
  {
    it: 'groups that a broker is still loading',
    message: 'Response DescribeGroups(key: 15, version: 2)',
    error: "The coordinator is loading and hence can't process requests for this group",
    level: 'info',
  },
  {
    it: 'a coordinator that may not be asked for',
    message: COORDINATOR,
    error: 'Not authorized to access group: Group authorization failed',
    level: 'warn',
  },
  {
    it: 'topics that another service has just made',
    message: 'Response CreateTopics(key: 19, version: 3)',
    error: 'Topic creation errors',
    level: 'info',
  },
  { it: 'an answer on a connection given up', message: 'Response without match', error: undefined, level: 'info' },
  { it: 'a fault on the connection', message: 'Connection error: read ECONNRESET', error: undefined, level: 'warn' },
])('kafkajs on $it is told as $level', ({ message, error, level }) => {
  const told: string[] = [];
  const log: MessagingLog = {
    info: (_, line) => told.push(`info ${line}`),
    warn: (_, line) => told.push(`warn ${line}`),
    error: (_, line) => told.push(`error ${line}`),
  };
  tellKafkajs(log, { log: { message, timestamp: '', ...(error && { error }) } });
  expect(told).toEqual([`${level} ${message}`]);
});
