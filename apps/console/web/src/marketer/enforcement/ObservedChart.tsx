import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import type { Observed } from '../parts';
import { OTHERS, stackedDays } from './stacked-days';

const HEIGHT = 120;
const WIDTH = 10;
const GAP = 2;
const COLOURS = ['blue-6', 'orange-6', 'teal-6', 'grape-6', 'yellow-5', 'gray-5'];
const colourAt = (index: number): string => `var(--mantine-color-${COLOURS[index] ?? 'gray-5'})`;

/** Stacked bars of the days. The table below says the same in figures, so screen readers get its name alone. */
export function ObservedChart({ days }: Pick<Observed, 'days'>) {
  const { t } = useTranslation('marketer');
  const { number, date } = useFormats();
  const { reason } = useCodeWords();
  const { codes, highest, bars } = stackedDays(days);
  const nameOf = (code: string): string => (code === OTHERS ? t('enforcement.others') : reason(code));
  const shortDate = (day: string | undefined): string => (day === undefined ? '' : date(`${day}T12:00:00`));
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed">
        {t('enforcement.highest', { count: highest, number: number(highest) })}
      </Text>
      <svg
        role="img"
        aria-label={t('enforcement.chart')}
        viewBox={`0 0 ${bars.length * WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        width="100%"
        height={HEIGHT}
      >
        {bars.map(({ day, parts }, index) =>
          parts.map(({ code, messages, from, to }) => (
            <rect
              key={`${day} ${code}`}
              x={index * WIDTH + GAP / 2}
              width={WIDTH - GAP}
              y={(1 - to) * HEIGHT}
              height={(to - from) * HEIGHT}
              fill={colourAt(codes.indexOf(code))}
            >
              <title>{`${shortDate(day)} – ${nameOf(code)} ${number(messages)}`}</title>
            </rect>
          )),
        )}
        <line
          x1={0}
          x2={bars.length * WIDTH}
          y1={HEIGHT}
          y2={HEIGHT}
          stroke="var(--mantine-color-dimmed)"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {shortDate(bars[0]?.day)}
        </Text>
        <Text size="xs" c="dimmed">
          {shortDate(bars.at(-1)?.day)}
        </Text>
      </Group>
      <Stack gap={4}>
        {codes.map((code, index) => (
          <Group key={code} gap="xs" wrap="nowrap" align="center">
            <svg width={12} height={12} aria-hidden style={{ flexShrink: 0 }}>
              <rect width={12} height={12} rx={2} fill={colourAt(index)} />
            </svg>
            <Text size="sm">{nameOf(code)}</Text>
          </Group>
        ))}
      </Stack>
    </Stack>
  );
}
