import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { Confirm } from '../../design/Confirm';
import { DataPage } from '../../design/DataPage';
import { useFormats } from '../../design/use-formats';
import { useSession } from '../../session/session';

const KEY = ['republication'];

/** The last time that the opt-out list was published again after a loss, and the button that does it. */
export function Republication() {
  const { t } = useTranslation('administrator');
  const { dateTime, number } = useFormats();
  const { roles } = useSession();
  const question = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => answerOf(api.suppression.GET('/v1/opt-outs/republish', { signal })),
    refetchInterval: 10_000,
  });
  const begin = useAct(
    (reason: string) => answerOf(api.suppression.POST('/v1/opt-outs/republish', { body: { reason } })),
    { changes: [KEY, ['view']] },
  );
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <DataPage question={question}>
          {({ state, startedAt, requestedBy = '–', reason = '', optOuts = 0 }) => (
            <Stack gap={2}>
              <Text size="sm">
                {t(`republish.states.${state}`, {
                  at: startedAt === undefined ? '–' : dateTime(startedAt),
                  number: number(optOuts),
                })}
              </Text>
              {state !== 'none' && (
                <Text size="xs" c="dimmed" dir="auto">
                  {t('republish.by', { by: requestedBy, reason })}
                </Text>
              )}
            </Stack>
          )}
        </DataPage>
        {roles.some((role) => role === 'operator' || role === 'admin') && (
          <Confirm
            danger
            title={t('republish.title')}
            yes={t('republish.do')}
            reason={t('reason')}
            act={(reason) => begin.mutateAsync(reason)}
            trigger={(open) => (
              <Button variant="default" onClick={open}>
                {t('republish.do')}
              </Button>
            )}
          >
            {t('republish.detail')}
          </Confirm>
        )}
      </Group>
    </Paper>
  );
}
