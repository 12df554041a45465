import { List, Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../design/use-formats';
import type { Campaign } from '../parts';
import { usePauseWords } from './use-pause-words';

/** History of a campaign. */
export function History({ campaign: { controls } }: { campaign: Campaign }) {
  const { t } = useTranslation('marketer');
  const { dateTime } = useFormats();
  const pauseWords = usePauseWords();
  if (controls.length === 0) return null;
  return (
    <Paper withBorder p="md">
      <Text fw={600} mb="xs">
        {t('campaign.history')}
      </Text>
      <List size="sm" spacing={4}>
        {controls.map(({ action, at, by, code, reason }) => {
          const why = pauseWords({ ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) });
          return (
            <List.Item key={`${at} ${action}`}>
              {dateTime(at)} – {t(`control.${action}`)}
              {by === undefined || code !== undefined ? '' : ` (${by})`}
              {why === undefined ? '' : ` – ${why}`}
            </List.Item>
          );
        })}
      </List>
    </Paper>
  );
}
