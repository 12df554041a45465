import type { LogEntry } from '@stopsms/kafka-client';
import type { MessagingLog } from './messaging-log';

/**
 * Log lines of kafkajs that need no action. A new broker creates the topic of groups when it is first asked for a
 * coordinator, and we ask until it has; one that restarts loads its groups first; six services create the topics at once, and
 * any other error of creation is thrown to us as well; a connection given up may still be written to, or answer.
 */
const EXPECTED: { message: RegExp; error?: string }[] = [
  { message: /^Response GroupCoordinator\(/, error: 'The group coordinator is not available' },
  {
    message: /^Response DescribeGroups\(/,
    error: "The coordinator is loading and hence can't process requests for this group",
  },
  { message: /^Response CreateTopics\(/, error: 'Topic creation errors' },
  { message: /^Response without match$|^Connection error: write after end$/ },
];

/** Logs a line of kafkajs, which logs retried faults as errors; consumer state and readiness report what matters. */
export function logKafkajs(log: MessagingLog, { log: line }: Pick<LogEntry, 'log'>): void {
  const { message, error, groupId } = line as LogEntry['log'] & { error?: string; groupId?: string };
  const expected = EXPECTED.some((one) => one.message.test(message) && (!one.error || one.error === error));
  log[expected ? 'info' : 'warn']({ client: 'kafkajs', groupId, error }, message);
}
