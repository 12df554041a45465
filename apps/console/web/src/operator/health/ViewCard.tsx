import { Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { Facts } from '../../design/Facts';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';

/** The opt-out view of the dispatcher that answers: no advert leaves while it is not fresh. */
export function ViewCard() {
  const { t } = useTranslation('operator');
  const { number } = useFormats();
  const view = useQuery({
    queryKey: ['view'],
    queryFn: ({ signal }) => answerOf(api.dispatcher.GET('/v1/view', { signal })),
    refetchInterval: 10_000,
  });
  return (
    <DataPage question={view}>
      {({ ready, problem, entries, heartbeatAgeMs }) => (
        <Paper withBorder p="md">
          <Facts
            facts={[
              [
                t('view.state'),
                <StateBadge
                  key="state"
                  label={t(ready ? 'view.fresh' : 'view.stale')}
                  colour={ready ? 'teal' : 'red'}
                />,
              ],
              ...(problem === undefined ? [] : [[t('view.problem'), problem] as const]),
              [t('view.entries'), number(entries)],
              [
                t('view.age'),
                heartbeatAgeMs === null
                  ? '–'
                  : t('view.seconds', { seconds: number(Math.ceil(heartbeatAgeMs / 1_000)) }),
              ],
            ]}
          />
        </Paper>
      )}
    </DataPage>
  );
}
