import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { questions } from '../../api/questions';
import { Confirm } from '../../design/Confirm';
import { useSession } from '../../session/session';

const KEY = ['undecided-entities'];

/** Accounts that may be one company, for an administrator to decide about; nothing for anybody else, or where there are none. */
export function UndecidedEntities() {
  const { roles } = useSession();
  return roles.includes('admin') ? <Pairs /> : null;
}

function Pairs() {
  const { t } = useTranslation('marketer');
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => answerOf(api.campaign.GET('/v1/legal-entities/undecided', { signal })),
  });
  if (data === undefined || data.count === 0) return null;
  const decide = async (id: string, body: { sameEntityAs: string } | { separateEntity: { reason: string } }) => {
    await answerOf(api.campaign.PATCH('/v1/advertisers/{id}', { params: { path: { id } }, body }));
    await questions.invalidateQueries({ queryKey: KEY });
  };
  return (
    <Alert color="orange" title={t('advertisers.alike.title')} mb="md">
      <Stack gap="sm">
        <Text size="sm">{t('advertisers.alike.detail')}</Text>
        {data.items.map(({ sameBy, accounts: [first, second] }) =>
          first === undefined || second === undefined ? null : (
            <Group key={`${first.id} ${second.id}`} justify="space-between">
              <Text size="sm">
                {[first, second].map(({ name, legalName }) => `${name} (${legalName})`).join(' – ')}
                <Text size="xs" c="dimmed" component="span" display="block">
                  {t(`advertisers.alike.${sameBy}`)}
                </Text>
              </Text>
              <Group gap="xs">
                <Confirm
                  title={t('advertisers.alike.shareTitle')}
                  name={second.id}
                  yes={t('advertisers.alike.share')}
                  act={() => decide(second.id, { sameEntityAs: first.id })}
                  trigger={(open) => (
                    <Button size="xs" onClick={open}>
                      {t('advertisers.alike.share')}
                    </Button>
                  )}
                >
                  {t('advertisers.alike.shareDetail')}
                </Confirm>
                <Confirm
                  title={t('advertisers.alike.separateTitle')}
                  name={second.id}
                  yes={t('advertisers.alike.separate')}
                  reason={t('advertisers.alike.reason')}
                  act={(reason) => decide(second.id, { separateEntity: { reason } })}
                  trigger={(open) => (
                    <Button size="xs" variant="default" onClick={open}>
                      {t('advertisers.alike.separate')}
                    </Button>
                  )}
                >
                  {t('advertisers.alike.separateDetail')}
                </Confirm>
              </Group>
            </Group>
          ),
        )}
        {data.count > data.items.length && (
          <Text size="xs">{t('advertisers.alike.more', { count: data.count - data.items.length })}</Text>
        )}
      </Stack>
    </Alert>
  );
}
