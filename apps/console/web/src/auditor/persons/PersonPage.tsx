import { Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { MaskedNumber } from '../../design/MaskedNumber';
import { PageHead } from '../../design/PageHead';
import { SearchField } from '../../design/SearchField';
import { useHiddenUrlState } from '../../design/url-state';
import { EvidenceButton } from './EvidenceButton';
import { Lists } from './Lists';
import { PersonStatus } from './PersonStatus';
import { SinceStop } from './SinceStop';

/** Everything known of a number. The number is in no address: neither of this page nor of a question. */
export function PersonPage() {
  const { t } = useTranslation('auditor');
  const [{ phone = '' }, move] = useHiddenUrlState();
  return (
    <>
      <PageHead
        title={t('person.title')}
        detail={t('person.detail')}
        actions={phone === '' ? undefined : <EvidenceButton phone={phone} />}
      />
      <SearchField
        label={t('person.number')}
        value={phone}
        inputMode="tel"
        search={(sought) => move({ phone: sought === '' ? undefined : sought })}
      />
      {phone === '' ? <Empty>{t('person.ask')}</Empty> : <Person key={phone} phone={phone} />}
    </>
  );
}

function Person({ phone }: { phone: string }) {
  const { t } = useTranslation('auditor');
  const status = useQuery({
    queryKey: ['person', 'status', phone],
    queryFn: ({ signal }) => answerOf(api.suppression.POST('/v1/persons/standing', { body: { phone }, signal })),
  });
  return (
    <Stack mt="md">
      <Title order={2}>
        <MaskedNumber number={phone} />
      </Title>
      <DataPage question={status}>
        {(known) => (
          <>
            <PersonStatus known={known} />
            <SinceStop phone={phone} optOuts={known.optOuts} />
            <Lists phone={phone} known={known} label={t('person.title')} />
          </>
        )}
      </DataPage>
    </Stack>
  );
}
