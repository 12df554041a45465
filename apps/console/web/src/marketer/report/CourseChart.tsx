import { Group, Stack, Text, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import 'uplot/dist/uPlot.min.css';
import './chart.css';
import { useFormats } from '../../design/use-formats';
import { type Course, SERIES, cumulate } from './course';

const HEIGHT = 260;
const DAY_S = 86_400;
/** Distances of ticks: no shorter than what a label distinguishes. */
const SECONDS = [60, 300, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, DAY_S, 2 * DAY_S, 5 * DAY_S, 10 * DAY_S];
const WHOLE = Array.from({ length: 8 }, (_, zeros) => [1, 2, 5].map((each) => each * 10 ** zeros)).flat();

/** Lines differ by their dashes too, for whoever does not see the colours; these are of the theme, and of paper while it is printed. */
const LINES = [
  { colour: '--chart-line-1', dash: [] },
  { colour: '--chart-line-2', dash: [10, 4] },
  { colour: '--chart-line-3', dash: [2, 4] },
  { colour: '--chart-line-4', dash: [12, 4, 2, 4] },
];
const colourOf = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name);

/** Lines of messages sent, delivered and failed, and of STOPs, summed up over time. The table has the figures, so screen readers get a summary. */
export function CourseChart({ course }: { course: Course }) {
  const { t } = useTranslation('campaigns');
  const { number, weekday, time, dateTime } = useFormats();
  const scheme = useComputedColorScheme('light');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    let leave = () => undefined as void;
    let isLeft = false;
    // Large for a page that has it only here.
    void import('uplot').then(({ default: UPlot }) => {
      if (isLeft) return;
      const data = cumulate(course);
      const isLong = (data[0].at(-1) ?? 0) - (data[0][0] ?? 0) > 2 * DAY_S;
      const draw = () => {
        const grid = { stroke: colourOf('--mantine-color-default-border'), width: 1 };
        const axis = { stroke: colourOf('--mantine-color-text'), grid, ticks: grid };
        const wordsOf = isLong ? weekday : time;
        return new UPlot(
          {
            width: Math.max(200, element.clientWidth),
            height: HEIGHT,
            legend: { show: false },
            cursor: { show: false },
            axes: [
              { ...axis, space: 90, incrs: SECONDS, values: (_, at) => at.map((each) => wordsOf(each * 1_000)) },
              { ...axis, size: 70, incrs: WHOLE, values: (_, counts) => counts.map(number) },
            ],
            series: [
              {},
              ...LINES.map(({ colour, dash }) => ({
                stroke: colourOf(colour),
                width: 2,
                dash,
                points: { show: false },
              })),
            ],
          },
          data,
          element,
        );
      };
      let chart = draw();
      const redraw = () => {
        chart.destroy();
        chart = draw();
      };
      const resized = new ResizeObserver(() =>
        chart.setSize({ width: Math.max(200, element.clientWidth), height: HEIGHT }),
      );
      resized.observe(element);
      window.addEventListener('beforeprint', redraw);
      window.addEventListener('afterprint', redraw);
      leave = () => {
        resized.disconnect();
        window.removeEventListener('beforeprint', redraw);
        window.removeEventListener('afterprint', redraw);
        chart.destroy();
      };
    });
    return () => {
      isLeft = true;
      leave();
    };
  }, [course, scheme, number, weekday, time]);
  const [at, ...sums] = cumulate(course);
  const totals = SERIES.map((name, index) => `${t(`report.series.${name}`)} ${number(sums[index]?.at(-1) ?? 0)}`);
  const [from, to] = [at[0] ?? 0, at.at(-1) ?? 0].map((each) => dateTime(each * 1_000));
  return (
    <Stack gap="xs">
      <div
        ref={box}
        // The old picture is too wide for a moment after the page has become narrower.
        style={{ overflow: 'hidden' }}
        role="img"
        aria-label={t('report.chart', { from, to, totals: totals.join(', ') })}
        data-testid="chart"
      />
      <Group gap="md">
        {SERIES.map((name, index) => (
          <Group key={name} gap={6} wrap="nowrap">
            <svg width={32} height={8} aria-hidden>
              <line
                x1={0}
                x2={32}
                y1={4}
                y2={4}
                stroke={`var(${LINES[index]?.colour ?? ''})`}
                strokeWidth={2.5}
                strokeDasharray={LINES[index]?.dash.join(' ')}
              />
            </svg>
            <Text size="sm">{totals[index]}</Text>
          </Group>
        ))}
      </Group>
    </Stack>
  );
}
