import { Group, List, Paper, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Reason } from '../../design/Reason';
import { useFormats } from '../../design/use-formats';
import type { Campaign } from '../parts';
import { RUNGS, asideOf, stopRate } from './funnel';

/** Funnel from recipients to reached people, with reasons for the others and the number of opt-outs. */
export function Funnel({ campaign: { counts, reasons, startedAt } }: { campaign: Campaign }) {
  const { t } = useTranslation('marketer');
  const { number, share } = useFormats();
  const rate = stopRate(counts);
  const aside = asideOf(counts);
  return (
    <Stack>
      <Stack gap="xs">
        {RUNGS.map((rung) => (
          <div key={rung}>
            <Group justify="space-between">
              <Text size="sm">{t(`counts.${rung}`)}</Text>
              <Text size="sm" fw={600} data-testid={rung}>
                {number(counts[rung])}
              </Text>
            </Group>
            <Progress
              value={counts.recipients === 0 ? 0 : (100 * counts[rung]) / counts.recipients}
              size="lg"
              aria-label={t(`counts.${rung}`)}
            />
          </div>
        ))}
      </Stack>
      <Paper withBorder p="md">
        <Text size="sm">{t('campaign.stopRate')}</Text>
        <Text fz={28} fw={700}>
          {rate === undefined ? '–' : share(counts.optedOut, counts.delivered)}
        </Text>
        <Text size="sm" c="dimmed">
          {t('campaign.stops', { count: counts.optedOut })}
        </Text>
      </Paper>
      {aside.length > 0 && (
        <Paper withBorder p="md">
          <Text fw={600} mb="xs">
            {t('campaign.others')}
          </Text>
          <Stack gap={4}>
            {aside.map(([name, count]) => (
              <Group key={name} justify="space-between">
                <Text size="sm">
                  {/* Nothing is checked before the start. */}
                  {name === 'pending' && startedAt === undefined ? t('campaign.notStarted') : t(`counts.${name}`)}
                </Text>
                <Text size="sm">{number(count)}</Text>
              </Group>
            ))}
          </Stack>
        </Paper>
      )}
      {reasons.length > 0 && (
        <Paper withBorder p="md">
          <Text fw={600} mb="xs">
            {t('campaign.reasons')}
          </Text>
          <List size="sm" spacing={4}>
            {reasons.map(({ outcome, code, count }) => (
              <List.Item key={`${outcome} ${code}`}>
                {number(count)} × <Reason code={code} />
              </List.Item>
            ))}
          </List>
        </Paper>
      )}
    </Stack>
  );
}
