import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { SearchField } from '../../design/SearchField';
import { StateBadge } from '../../design/StateBadge';
import { useHiddenUrlState } from '../../design/url-state';
import { useFormats } from '../../design/use-formats';
import { OfAdvertiser } from '../advertisers/OfAdvertiser';
import type { Consent } from '../parts';
import { RecordConsent, WithdrawConsent } from './ConsentButtons';

/** Consents of a person to adverts of an advertiser: looked up, recorded and withdrawn by hand. */
export function ConsentsPage() {
  const { t } = useTranslation('administrator');
  return (
    <>
      <PageHead title={t('consents.title')} detail={t('consents.detail')} />
      <OfAdvertiser>{(advertiserId) => <Consents key={advertiserId} advertiserId={advertiserId} />}</OfAdvertiser>
    </>
  );
}

function Consents({ advertiserId }: { advertiserId: string }) {
  const { t } = useTranslation(['administrator', 'auditor']);
  const { dateTime } = useFormats();
  const [{ phone = '' }, move] = useHiddenUrlState();
  return (
    <Stack>
      <div>
        <RecordConsent advertiserId={advertiserId} phone={phone} />{' '}
        <WithdrawConsent advertiserId={advertiserId} phone={phone} />
      </div>
      <SearchField
        label={t('phone')}
        value={phone}
        inputMode="tel"
        search={(sought) => move({ phone: sought === '' ? undefined : sought })}
      />
      {phone === '' ? (
        <Empty>{t('consents.ask')}</Empty>
      ) : (
        <PagedTable<Consent>
          label={t('consents.title')}
          question={['consents', advertiserId, phone]}
          load={(cursor, signal) =>
            answerOf(
              api.compliance.POST('/v1/consents/search', {
                body: { advertiserId, phone, limit: 20, ...(cursor !== undefined && { cursor }) },
                signal,
              }),
            )
          }
          rowKey={({ id }) => id}
          empty={<Empty>{t('consents.none')}</Empty>}
          columns={[
            { label: t('consents.grantedAt'), cell: ({ grantedAt }) => dateTime(grantedAt) },
            {
              label: t('consents.status'),
              cell: ({ status }) => (
                <StateBadge
                  label={t(`auditor:consentStates.${status}`)}
                  colour={status === 'withdrawn' ? 'red' : 'teal'}
                />
              ),
            },
            { label: t('consents.source'), cell: ({ source }) => <bdi>{source}</bdi> },
            {
              label: t('consents.wording'),
              wide: true,
              cell: ({ wording }) => (
                <Text size="sm" dir="auto">
                  {wording}
                </Text>
              ),
            },
          ]}
        />
      )}
    </Stack>
  );
}
