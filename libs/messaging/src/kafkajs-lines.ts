import type { LogEntry } from 'kafkajs';
import type { MessagingLog } from './messaging-log';

/**
 * What nobody has to act on. A new broker makes the groups' topic when it is first asked for a coordinator, and we ask until
 * it has; one that starts again loads its groups first; six services make the topics at once, and whatever else keeps one from being made is thrown to us as well; a
 * connection given up may still be written to, or answer.
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

/** kafkajs logs retried faults as errors; what matters is told by consumer state and readiness. */
export function tellKafkajs(log: MessagingLog, { log: line }: Pick<LogEntry, 'log'>): void {
  const { message, error, groupId } = line as LogEntry['log'] & { error?: string; groupId?: string };
  const expected = EXPECTED.some((one) => one.message.test(message) && (!one.error || one.error === error));
  log[expected ? 'info' : 'warn']({ client: 'kafkajs', groupId, error }, message);
}
