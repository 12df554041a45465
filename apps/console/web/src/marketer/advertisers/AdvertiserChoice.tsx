import { Select, type SelectProps, Text } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { recallAdvertiser } from '../../design/chosen-advertiser';
import { useUrlState } from '../../design/url-state';
import { useSession } from '../../session/session';
import type { Advertiser } from '../parts';
import { findAdvertisers } from './find-advertisers';
import { useAdvertisers } from './use-advertisers';

/** Options that the list draws at a time; a search finds the others. */
const MAX_OPTIONS = 50;
/** Value of the line that says so. */
const MORE = 'more';

/** ID of the advertiser of a list: the one in the URL, else the last choice, else the first; undefined until known. */
export function useChosenAdvertiser(): string | undefined {
  const { id: person } = useSession();
  const [{ advertiser }] = useUrlState();
  const { data } = useAdvertisers();
  if (advertiser !== undefined) return advertiser;
  const last = recallAdvertiser(person);
  return (data?.find(({ id }) => id === last) ?? data?.[0])?.id;
}

/** Choice of the advertiser whose lists are shown, searched by typing; hidden for a person with one. */
export function AdvertiserChoice() {
  const { t } = useTranslation('marketer');
  const { data = [] } = useAdvertisers();
  const [, move] = useUrlState();
  const chosen = useChosenAdvertiser();
  const field = useRef<HTMLInputElement>(null);
  const frame = useRef(0);
  const selectAll = () => {
    cancelAnimationFrame(frame.current);
    frame.current = 0;
    if (document.activeElement === field.current) field.current?.select();
  };
  // After the browser has put its caret, which ends a selection, or at the next key if that comes first.
  const selectLater = () => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(selectAll);
  };
  if (data.length < 2) return null;
  const byId = new Map(data.map((item) => [item.id, item]));
  const filter: SelectProps['filter'] = ({ search }) => {
    const found = findAdvertisers(data, search);
    const options = found.slice(0, MAX_OPTIONS).map(({ id, name }) => ({ value: id, label: name }));
    const label = t('advertisers.shown', { count: options.length, all: found.length });
    return found.length > MAX_OPTIONS ? [...options, { value: MORE, label, disabled: true }] : options;
  };
  return (
    <Select
      label={t('advertisers.one')}
      data={data.map(({ id, name }) => ({ value: id, label: name }))}
      value={chosen ?? null}
      onChange={(advertiser) => move({ advertiser: advertiser ?? undefined, cursor: undefined })}
      allowDeselect={false}
      searchable
      filter={filter}
      nothingFoundMessage={t('advertisers.nothing')}
      renderOption={({ option: { value, label } }) => <Option advertiser={byId.get(value)} label={label} />}
      // The list itself scrolls, within the page: an area around it would be one that no key reaches.
      withScrollArea={false}
      styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
      comboboxProps={{ withinPortal: false }}
      // Typing replaces the name that is there.
      ref={field}
      onFocus={selectLater}
      onClick={selectLater}
      onDropdownClose={selectLater}
      onKeyDown={() => frame.current !== 0 && selectAll()}
      maw={320}
      mb="sm"
    />
  );
}

/** Two advertisers may have one name: company and short code distinguish them. */
function Option({ advertiser, label }: { advertiser: Advertiser | undefined; label: string }) {
  return (
    <div>
      <Text size="sm">{label}</Text>
      {advertiser !== undefined && (
        <Text size="xs" c="dimmed">
          {advertiser.legalName} · {advertiser.shortCode}
        </Text>
      )}
    </div>
  );
}
