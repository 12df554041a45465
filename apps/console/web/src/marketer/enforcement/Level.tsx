import { Alert, Button, Card, Group, Stack, Text } from '@mantine/core';
import { IconArrowUp, IconEye, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { questions } from '../../api/questions';
import { Confirm } from '../../design/Confirm';
import { DataPage } from '../../design/DataPage';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';
import { useSession } from '../../session/session';
import type { EnforcementView } from '../parts';

type Name = EnforcementView['level'];

const NEXT: Record<Name, Name | undefined> = { observe: 'stop-only', 'stop-only': 'full', full: undefined };
const ICONS = { raise: IconArrowUp, renew: IconRefresh, start: IconEye } as const;
const LEVEL_COLOURS: Record<Name, string> = { observe: 'orange', 'stop-only': 'yellow', full: 'teal' };
const END_COLOURS = { soon: 'orange', over: 'red' } as const;

/** Level of an advertiser with who set it, and the buttons of an administrator. */
export function Level({ advertiserId: id }: { advertiserId: string }) {
  const question = useQuery({
    queryKey: ['enforcement', id],
    queryFn: ({ signal }) =>
      answerOf(api.campaign.GET('/v1/advertisers/{id}/enforcement', { params: { path: { id } }, signal })),
  });
  return <DataPage question={question}>{(view) => <Shown view={view} />}</DataPage>;
}

function Shown({ view }: { view: EnforcementView }) {
  const { t } = useTranslation('marketer');
  const { dateTime } = useFormats();
  const { roles } = useSession();
  const { level, endsAt, end, history } = view;
  const next = NEXT[level];
  const [last] = history;
  return (
    <Stack gap="sm">
      {endsAt !== null && end !== null && (
        <Alert color={END_COLOURS[end]} title={t(`enforcement.${end}.title`)}>
          {t(`enforcement.${end}.detail`, { at: dateTime(endsAt) })}
        </Alert>
      )}
      <Card withBorder>
        <Stack gap="xs">
          <Group justify="space-between">
            <StateBadge label={t(`enforcement.levels.${level}`)} colour={LEVEL_COLOURS[level]} />
            {roles.includes('admin') && (
              <Group gap="xs">
                {level === 'observe' && endsAt !== null && <Change view={view} to="observe" kind="renew" />}
                {level === 'full' && <Change view={view} to="observe" kind="start" />}
                {next !== undefined && <Change view={view} to={next} kind="raise" />}
              </Group>
            )}
          </Group>
          <Text size="sm">{t(`enforcement.details.${level}`)}</Text>
          {last !== undefined && (
            <Text size="sm" c="dimmed">
              {t('enforcement.set', { at: dateTime(last.at), by: last.by ?? '–', reason: last.reason })}
            </Text>
          )}
          {endsAt !== null && end === null && (
            <Text size="sm" c="dimmed">
              {t('enforcement.until', { at: dateTime(endsAt) })}
            </Text>
          )}
        </Stack>
      </Card>
    </Stack>
  );
}

function Change({ view, to, kind }: { view: EnforcementView; to: Name; kind: 'raise' | 'renew' | 'start' }) {
  const { t } = useTranslation('marketer');
  const { advertiserId: id } = view;
  const Icon = ICONS[kind];
  const act = async (reason: string) => {
    const body = { level: to, reason };
    const now = await answerOf(
      api.campaign.POST('/v1/advertisers/{id}/enforcement', { params: { path: { id } }, body }),
    );
    questions.setQueryData(['enforcement', id], now);
    await questions.invalidateQueries({ queryKey: ['advertisers'] });
  };
  const words = { level: t(`enforcement.levels.${to}`) };
  return (
    <Confirm
      title={t(`enforcement.${kind}.title`, words)}
      name={`${id} ${to}`}
      advertiserId={id}
      yes={t(`enforcement.${kind}.do`, words)}
      reason={t('enforcement.why')}
      act={act}
      trigger={(open) => (
        <Button
          variant={kind === 'raise' ? 'filled' : 'default'}
          onClick={open}
          leftSection={<Icon size={16} aria-hidden />}
        >
          {t(`enforcement.${kind}.do`, words)}
        </Button>
      )}
    >
      {t(kind === 'raise' ? `enforcement.raise.${to}` : `enforcement.${kind}.detail`)}
    </Confirm>
  );
}
