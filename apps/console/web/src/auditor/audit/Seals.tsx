import { Alert } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { useFormats } from '../../design/use-formats';

/** Shows whether the log of the last days is complete: no row reveals that another one is missing. */
export function Seals() {
  const { t } = useTranslation('auditor');
  const { number, date } = useFormats();
  const question = useQuery({
    queryKey: ['audit-seals'],
    queryFn: ({ signal }) => answerOf(api.compliance.GET('/v1/audit/seals', { signal })),
  });
  return (
    <DataPage question={question}>
      {({ items }) => {
        const broken = items.filter((each) => each.broken.length > 0);
        const sealed = items.reduce((sum, each) => sum + each.sealed, 0);
        return broken.length > 0 ? (
          <Alert color="red" icon={<IconShieldX aria-hidden />} mb="md">
            {t('audit.sealsBroken', { days: broken.map(({ day }) => date(day)).join(', ') })}
          </Alert>
        ) : (
          <Alert color="teal" icon={<IconShieldCheck aria-hidden />} mb="md">
            {t('audit.sealsHold', { count: sealed, number: number(sealed) })}
          </Alert>
        );
      }}
    </DataPage>
  );
}
