import { Alert, Anchor, Card, Code, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { Facts } from '../../design/Facts';
import { PageHead } from '../../design/PageHead';
import type { Advertiser } from '../parts';
import { useAdvertisers } from './use-advertisers';

export function AdvertisersPage() {
  const { t } = useTranslation('marketer');
  const advertisers = useAdvertisers();
  return (
    <>
      <PageHead title={t('advertisers.title')} detail={t('advertisers.detail')} />
      <DataPage
        question={advertisers}
        isEmpty={({ length }) => length === 0}
        empty={<Empty>{t('advertisers.none')}</Empty>}
      >
        {(items) => (
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            {items.map((item) => (
              <AdvertiserCard key={item.id} advertiser={item} />
            ))}
          </SimpleGrid>
        )}
      </DataPage>
    </>
  );
}

function AdvertiserCard({ advertiser }: { advertiser: Advertiser }) {
  const { t } = useTranslation('marketer');
  const { id, name, legalName, sender, shortCode, country, senders = [], quotas, marketingPaused } = advertiser;
  return (
    <Card withBorder component="article">
      <Stack gap="sm">
        <Title order={2}>{name}</Title>
        {marketingPaused !== undefined && (
          <Alert color="orange" title={t('advertisers.paused')}>
            {marketingPaused.reason}
          </Alert>
        )}
        <Facts
          facts={[
            [t('advertisers.legalName'), legalName],
            [t('advertisers.sender'), sender],
            [t('advertisers.code'), <Code key="code">{shortCode}</Code>],
            [t('advertisers.country'), country],
            ...(senders.length === 0
              ? []
              : [
                  [
                    t('advertisers.senders'),
                    senders.map((one) => `${one.sender} (${one.country})`).join(', '),
                  ] as const,
                ]),
            ...(quotas?.messagesPerDay === undefined
              ? []
              : [[t('advertisers.perDay'), String(quotas.messagesPerDay)] as const]),
          ]}
        />
        <Group gap="md">
          <Anchor component={Link} to="/campaigns" search={{ advertiser: id } as never}>
            {t('campaigns.title')}
          </Anchor>
          <Anchor component={Link} to="/address-books" search={{ advertiser: id } as never}>
            {t('books.title')}
          </Anchor>
          <Text c="dimmed" size="xs">
            {id}
          </Text>
        </Group>
      </Stack>
    </Card>
  );
}
