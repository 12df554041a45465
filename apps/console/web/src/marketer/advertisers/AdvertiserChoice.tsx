import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../design/url-state';
import { useAdvertisers } from './use-advertisers';

/** ID of the advertiser of a list: the one in the URL, else the first; undefined until known. */
export function useChosenAdvertiser(): string | undefined {
  const [{ advertiser }] = useUrlState();
  const { data } = useAdvertisers();
  return advertiser ?? data?.[0]?.id;
}

/** Choice of the advertiser whose lists are shown; hidden for a person with one. */
export function AdvertiserChoice() {
  const { t } = useTranslation('marketer');
  const { data = [] } = useAdvertisers();
  const [, move] = useUrlState();
  const chosen = useChosenAdvertiser();
  if (data.length < 2) return null;
  return (
    <Select
      label={t('advertisers.one')}
      data={data.map(({ id, name }) => ({ value: id, label: name }))}
      value={chosen ?? null}
      onChange={(advertiser) => move({ advertiser: advertiser ?? undefined, cursor: undefined })}
      allowDeselect={false}
      searchable={data.length > 8}
      // The list draws so many at a time; the search finds the others.
      limit={50}
      maw={320}
      mb="sm"
    />
  );
}
