import type { MessagingLog } from './messaging-log';
import { logKafkajs } from './kafkajs-lines';

const COORDINATOR = 'Response GroupCoordinator(key: 10, version: 2)';

test.each([
  {
    it: 'a coordinator that a new broker does not have yet',
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
    it: 'a coordinator without the right to look it up',
    message: COORDINATOR,
    error: 'Not authorized to access group: Group authorization failed',
    level: 'warn',
  },
  {
    it: 'topics that another service has just created',
    message: 'Response CreateTopics(key: 19, version: 3)',
    error: 'Topic creation errors',
    level: 'info',
  },
  { it: 'a response on a closed connection', message: 'Response without match', error: undefined, level: 'info' },
  { it: 'a fault on the connection', message: 'Connection error: read ECONNRESET', error: undefined, level: 'warn' },
])('kafkajs on $it is logged as $level', ({ message, error, level }) => {
  const logged: string[] = [];
  const log: MessagingLog = {
    info: (_, line) => logged.push(`info ${line}`),
    warn: (_, line) => logged.push(`warn ${line}`),
    error: (_, line) => logged.push(`error ${line}`),
  };
  logKafkajs(log, { log: { message, timestamp: '', ...(error && { error }) } });
  expect(logged).toEqual([`${level} ${message}`]);
});
