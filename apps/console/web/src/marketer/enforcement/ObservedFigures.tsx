import { Paper, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../design/use-formats';
import type { Observed } from '../parts';

/** Sums of the period. */
export function ObservedFigures({ days }: Pick<Observed, 'days'>) {
  const { t } = useTranslation('marketer');
  const { number, share } = useFormats();
  const cleared = days.reduce((sum, day) => sum + day.cleared, 0);
  const sumOf = (verdict: 'refused' | 'held') =>
    days
      .flatMap(({ reasons }) => reasons)
      .filter((reason) => reason.verdict === verdict)
      .reduce((sum, { messages }) => sum + messages, 0);
  const stopped = sumOf('refused') + sumOf('held');
  const figures = [
    [t('enforcement.cleared'), number(cleared)],
    [t('enforcement.verdicts.refused'), number(sumOf('refused'))],
    [t('enforcement.verdicts.held'), number(sumOf('held'))],
    [t('enforcement.share'), cleared === 0 ? '–' : share(stopped / cleared, 1)],
  ] as const;
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }}>
      {figures.map(([name, value]) => (
        <Paper key={name} withBorder p="sm">
          <Text size="sm">{name}</Text>
          <Text fz={24} fw={700}>
            {value}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
