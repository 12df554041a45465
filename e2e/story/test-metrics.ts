import { eventually, metricCatalogue, metricsShown } from '@stopsms/testing';
import { PHONE_NUMBER } from './phone-numbers';
import type { StoryRun } from './story-run';

/** Metrics of every process after the story. */
export function testMetrics(of: () => StoryRun): void {
  const scrape = async () => {
    const processes = Object.entries({ ...of().product.stack.services, console: of().product.stack.console });
    const answers = processes.map(async ([name, { url }]) => {
      // A connection kept from before may have been closed from the other side meanwhile: then it is asked again.
      const answer = await eventually(`${name} serves its metrics`, () => fetch(`${url}/metrics`));
      return [name, await answer.text()] as const;
    });
    return new Map(await Promise.all(answers));
  };

  test('are those of docs/metrics.md, by name, type, labels and service', async () => {
    const shown = metricsShown(await scrape());
    const listed = metricCatalogue();
    const summary = (rows: typeof shown) =>
      rows.map(({ name, type, of }) => `${name} ${type} ${[...of].sort().join()}`).sort();
    expect(summary(shown)).toEqual(summary(listed));
    const allowed = new Map(listed.map(({ name, labels }) => [name, labels]));
    const strange = shown.flatMap(({ name, labels }) => {
      return labels
        .filter((label) => label !== 'le' && !allowed.get(name)?.includes(label))
        .map((label) => `${name}{${label}}`);
    });
    expect(strange).toEqual([]);
  });

  test('count what the story did, and no promise broken', async () => {
    const all = [...(await scrape()).values()].join('\n');
    const sum = (series: RegExp) => [...all.matchAll(series)].reduce((total, [, value]) => total + Number(value), 0);
    expect(sum(/^stopsms_guarantee_violations_total\{.*\} (\S+)$/gm)).toBe(0);
    expect(sum(/^stopsms_dead_letters_total\{.*\} (\S+)$/gm)).toBe(0);
    expect(sum(/^stopsms_opt_outs_total\{change="opted-out".*\} (\S+)$/gm)).toBe(
      of().story.cast.people.playing('out').length + 1,
    );
    expect(sum(/^stopsms_stop_to_blocked_seconds_count\{.*\} (\S+)$/gm)).toBeGreaterThan(0);
    // Names and labels; a value may have any digits.
    expect(all.replace(/ \S+$/gm, '')).not.toMatch(PHONE_NUMBER);
  });
}
