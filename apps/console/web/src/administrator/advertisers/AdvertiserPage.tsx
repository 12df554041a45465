import { Alert, Anchor, Group, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useKeepAdvertiser } from '../../design/chosen-advertiser';
import { DataPage } from '../../design/DataPage';
import { PageHead } from '../../design/PageHead';
import { useUrlState } from '../../design/url-state';
import { useFormats } from '../../design/use-formats';
import { useId } from '../../design/use-id';
import { type Role, useSession } from '../../session/session';
import type { Advertiser } from '../parts';
import { History } from './History';
import { Keys } from './Keys';
import { Limits } from './Limits';
import { Pause } from './Pause';
import { Senders } from './Senders';
import { Settings } from './Settings';
import { Webhook } from './Webhook';

const TABS: readonly { name: string; page: (props: { advertiser: Advertiser }) => React.ReactNode; roles?: Role[] }[] =
  [
    { name: 'settings', page: Settings },
    { name: 'senders', page: Senders },
    { name: 'limits', page: Limits },
    { name: 'keys', page: Keys },
    { name: 'webhook', page: Webhook },
    { name: 'history', page: History, roles: ['admin', 'auditor'] },
  ];

/** Settings of an advertiser: everybody with a role reads them, an administrator changes them. */
export function AdvertiserPage() {
  const id = useId();
  const advertiser = useQuery({
    queryKey: ['advertisers', id],
    queryFn: ({ signal }) => answerOf(api.campaign.GET('/v1/advertisers/{id}', { params: { path: { id } }, signal })),
  });
  return <DataPage question={advertiser}>{(known) => <Shown advertiser={known} />}</DataPage>;
}

function Shown({ advertiser }: { advertiser: Advertiser }) {
  const { t } = useTranslation('administrator');
  const { dateTime } = useFormats();
  const { roles } = useSession();
  const [{ tab: wanted }, move] = useUrlState();
  const { id, name, legalName, marketingPaused: paused } = advertiser;
  useKeepAdvertiser(id);
  const tabs = TABS.filter(({ roles: may }) => may?.some((role) => roles.includes(role)) ?? true);
  const chosen = tabs.find((tab) => tab.name === wanted) ?? TABS[0];
  return (
    <Stack>
      <PageHead title={<bdi>{name}</bdi>} detail={<bdi>{legalName}</bdi>} actions={<Pause advertiser={advertiser} />} />
      {paused !== undefined && (
        <Alert color="orange" title={t('pause.since', { at: dateTime(paused.at) })}>
          {t(`pause.codes.${paused.code}`)}
          <Text size="sm">{paused.reason}</Text>
        </Alert>
      )}
      <Group gap="md">
        <Anchor component={Link} to="/advertisers">
          {t('advertiser.all')}
        </Anchor>
        {(roles.includes('admin') || roles.includes('marketer')) && (
          <Anchor component={Link} to={`/advertisers/${id}/enforcement`}>
            {t('advertiser.enforcement')}
          </Anchor>
        )}
      </Group>
      <Tabs
        value={chosen?.name ?? ''}
        onChange={(next) => move({ tab: next ?? undefined, cursor: undefined })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab.name} value={tab.name}>
              {t(`tabs.${tab.name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ name: tab, page: Page }) => (
          <Tabs.Panel key={tab} value={tab}>
            <Page advertiser={advertiser} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}
