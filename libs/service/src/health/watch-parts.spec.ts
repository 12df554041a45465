import { PassThrough } from 'node:stream';
import { moReceived, replies, verdicts } from '@stopsms/contracts';
import { pino } from 'pino';
import { Guarantees } from '../metrics/guarantees';
import { Metrics } from '../metrics/metrics';
import { noticeLostReply } from './watch-parts';

test.each([
  ['inbound-mo', moReceived.name, 1],
  ['suppression', replies.name, 1],
  ['notification', replies.name, 0],
  ['campaign', verdicts.name, 0],
] as const)('%s that dead-letters a record of %s violates G1 %d times', async (service, topic, times) => {
  const metrics = new Metrics(service);
  noticeLostReply(new Guarantees(metrics, pino(new PassThrough())), service, topic, 'handler-failed');
  expect(await metrics.registry.metrics()).toContain(
    `stopsms_guarantee_violations_total{guarantee="G1",service="${service}"} ${times}\n`,
  );
});
