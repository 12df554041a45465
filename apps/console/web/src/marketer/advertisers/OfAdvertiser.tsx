import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { AdvertiserChoice, useChosenAdvertiser } from './AdvertiserChoice';
import { useAdvertisers } from './use-advertisers';

/** A list of one advertiser's: which one is chosen above it. */
export function OfAdvertiser({ children }: { children: (advertiserId: string) => ReactNode }) {
  const { t } = useTranslation('marketer');
  const advertisers = useAdvertisers();
  const chosen = useChosenAdvertiser();
  return (
    <DataPage
      question={advertisers}
      isEmpty={({ length }) => length === 0}
      empty={<Empty>{t('advertisers.none')}</Empty>}
    >
      {() => (
        <>
          <AdvertiserChoice />
          {chosen !== undefined && children(chosen)}
        </>
      )}
    </DataPage>
  );
}
