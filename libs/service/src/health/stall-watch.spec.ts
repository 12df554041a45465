import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log';
import { Metrics } from '../metrics/metrics';
import { StallWatch } from './stall-watch';

test('a stall of a second is logged, and reported once by the metric', async () => {
  const lines: unknown[] = [];
  const metrics = new Metrics('campaign');
  const watch = new StallWatch(metrics, {
    warn: (fields: object, text: string) => lines.push([fields, text]),
  } as unknown as Log);
  const until = performance.now() + 1_700;
  while (performance.now() < until);
  await delay(10);
  watch.stop();
  const longestStall = async () => {
    const [value] =
      (await metrics.registry.getSingleMetric('stopsms_event_loop_longest_stall_seconds')?.get())?.values ?? [];
    return value?.value;
  };
  expect(await longestStall()).toBeGreaterThan(1);
  expect(await longestStall()).toBe(0);
  expect(lines).toHaveLength(1);
});
