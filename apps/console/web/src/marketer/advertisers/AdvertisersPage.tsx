import { Alert, Anchor, Button, Card, Code, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { Facts } from '../../design/Facts';
import { PageHead } from '../../design/PageHead';
import { SearchField } from '../../design/SearchField';
import { useUrlState } from '../../design/url-state';
import { useSession } from '../../session/session';
import type { Advertiser } from '../parts';
import { UndecidedEntities } from './UndecidedEntities';
import { findAdvertisers } from './find-advertisers';
import { useAdvertisers } from './use-advertisers';

export function AdvertisersPage() {
  const { t } = useTranslation('marketer');
  const advertisers = useAdvertisers();
  const { roles } = useSession();
  return (
    <>
      <PageHead
        title={t('advertisers.title')}
        detail={t('advertisers.detail')}
        actions={
          roles.includes('admin') && (
            <Button component={Link} to="/advertisers/new" leftSection={<IconPlus size={16} aria-hidden />}>
              {t('advertisers.create')}
            </Button>
          )
        }
      />
      <UndecidedEntities />
      <DataPage
        question={advertisers}
        isEmpty={({ length }) => length === 0}
        empty={<Empty>{t('advertisers.none')}</Empty>}
      >
        {(items) => <Cards items={items} />}
      </DataPage>
    </>
  );
}

/** As many as are drawn at a time; a search finds the others. */
const SHOWN = 50;

function Cards({ items }: { items: readonly Advertiser[] }) {
  const { t } = useTranslation(['marketer', 'design']);
  const [{ sought = '' }, move] = useUrlState();
  const found = findAdvertisers(items, sought);
  return (
    <Stack>
      {items.length > SHOWN && (
        <SearchField
          label={t('advertisers.search')}
          value={sought}
          search={(words) => move({ sought: words === '' ? undefined : words })}
        />
      )}
      {found.length === 0 && <Empty>{t('design:emptySearch')}</Empty>}
      {found.length > SHOWN && (
        <Text size="sm" c="dimmed">
          {t('advertisers.first', { count: SHOWN, all: found.length })}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {found.slice(0, SHOWN).map((item) => (
          <AdvertiserCard key={item.id} advertiser={item} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function AdvertiserCard({ advertiser }: { advertiser: Advertiser }) {
  const { t } = useTranslation('marketer');
  const { roles } = useSession();
  const {
    id,
    name,
    legalName,
    sender,
    shortCode,
    country,
    senders = [],
    quotas,
    marketingPaused,
    enforcement,
  } = advertiser;
  const others = senders.filter((one) => one.sender !== sender || one.country !== country);
  return (
    <Card withBorder component="article">
      <Stack gap="sm">
        <Title order={2}>
          <Anchor component={Link} to={`/advertisers/${id}`} inherit>
            <bdi>{name}</bdi>
          </Anchor>
        </Title>
        {marketingPaused !== undefined && (
          <Alert color="orange" title={t('advertisers.paused')}>
            {marketingPaused.reason}
          </Alert>
        )}
        <Facts
          facts={[
            [t('advertisers.legalName'), <bdi key="company">{legalName}</bdi>],
            [t('advertisers.sender'), sender],
            [t('advertisers.code'), <Code key="code">{shortCode}</Code>],
            [t('advertisers.country'), country],
            ...(others.length === 0
              ? []
              : [
                  [t('advertisers.senders'), others.map((one) => `${one.sender} (${one.country})`).join(', ')] as const,
                ]),
            ...(enforcement === undefined
              ? []
              : [[t('enforcement.link'), t(`enforcement.levels.${enforcement.level}`)] as const]),
            ...(quotas?.messagesPerDay === undefined
              ? []
              : [[t('advertisers.perDay'), String(quotas.messagesPerDay)] as const]),
          ]}
        />
        {roles.some((role) => role === 'marketer' || role === 'admin') && (
          <Group gap="md">
            <Anchor component={Link} to="/campaigns" search={{ advertiser: id } as never}>
              {t('campaigns.title')}
            </Anchor>
            <Anchor component={Link} to={`/advertisers/${id}/enforcement`}>
              {t('enforcement.link')}
            </Anchor>
            <Anchor component={Link} to="/address-books" search={{ advertiser: id } as never}>
              {t('books.title')}
            </Anchor>
          </Group>
        )}
      </Stack>
    </Card>
  );
}
