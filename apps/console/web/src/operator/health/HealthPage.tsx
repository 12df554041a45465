import { SimpleGrid, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../design/PageHead';
import { useSession } from '../../session/session';
import { SERVICES } from '../../api/services';
import { AlertsTable } from './AlertsTable';
import { LagTable } from './LagTable';
import { ProvidersTable } from './ProvidersTable';
import { RecipientKeys } from './RecipientKeys';
import { Republication } from './Republication';
import { ServiceCard } from './ServiceCard';
import { ViewCard } from './ViewCard';

/** Health of the platform: services and their dependencies, the opt-out view, operator links, consumer lag, alerts. */
export function HealthPage() {
  const { t } = useTranslation(['operator', 'administrator']);
  const { roles } = useSession();
  const seesAlerts = roles.includes('operator') || roles.includes('admin');
  return (
    <>
      <PageHead title={t('health.title')} detail={t('health.detail')} />
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {SERVICES.map((service) => (
            <ServiceCard key={service} service={service} />
          ))}
        </SimpleGrid>
        {seesAlerts && (
          <>
            <Title order={2}>{t('alerts.title')}</Title>
            <AlertsTable />
          </>
        )}
        <Title order={2}>{t('view.title')}</Title>
        <ViewCard />
        <Republication />
        <Title order={2}>{t('providers.title')}</Title>
        <ProvidersTable />
        <Title order={2}>{t('administrator:generation.title')}</Title>
        <RecipientKeys />
        <Title order={2}>{t('lag.title')}</Title>
        <LagTable />
      </Stack>
    </>
  );
}
