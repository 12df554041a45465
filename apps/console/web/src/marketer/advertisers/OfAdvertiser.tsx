import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeepAdvertiser } from '../../design/chosen-advertiser';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { useUrlState } from '../../design/url-state';
import { AdvertiserChoice, useChosenAdvertiser } from './AdvertiserChoice';
import { useAdvertisers } from './use-advertisers';

/** A list of one advertiser's: which one is chosen above it. The choice is in the URL, and kept for the next page. */
export function OfAdvertiser({ children }: { children: (advertiserId: string) => ReactNode }) {
  const { t } = useTranslation('marketer');
  const advertisers = useAdvertisers();
  const chosen = useChosenAdvertiser();
  const [{ advertiser }, move] = useUrlState();
  const known = advertisers.data?.find(({ id }) => id === chosen)?.id;
  useKeepAdvertiser(known);
  const isMissing = known !== undefined && advertiser === undefined;
  useEffect(() => {
    if (isMissing) move({ advertiser: known }, true);
  }, [isMissing, known, move]);
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
