import { Button, Checkbox, Select, SimpleGrid } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DateRange } from '../../design/DateRange';
import { SearchField } from '../../design/SearchField';
import { useUrlState } from '../../design/url-state';
import { FILTERS, SORTS, STATES, isFiltered } from './list-question';

/** Search, filters and order of the list of campaigns; all of it is in the URL. */
export function ListFilters({ advertiserId }: { advertiserId: string }) {
  const { t } = useTranslation(['campaigns', 'marketer']);
  const [params, move] = useUrlState();
  const tags = useQuery({
    queryKey: ['campaigns', 'tags', advertiserId],
    queryFn: ({ signal }) =>
      answerOf(api.campaign.GET('/v1/campaigns/tags', { params: { query: { advertiserId } }, signal })),
  });
  const choose = (name: string, value: string | null) => move({ [name]: value ?? undefined, cursor: undefined });
  const clear = Object.fromEntries(['cursor', ...FILTERS].map((name) => [name, undefined]));
  const anyOf = { placeholder: t('all'), clearable: true, clearButtonProps: { 'aria-label': t('all') } };
  return (
    <SimpleGrid
      cols={{ base: 1, xs: 2, md: 4 }}
      my="md"
      style={{ alignItems: 'end' }}
      role="group"
      aria-label={t('filters')}
    >
      <SearchField
        label={t('search')}
        isLabelShown
        value={params['named'] ?? ''}
        search={(sought) => choose('named', sought || null)}
      />
      <Select
        label={t('marketer:campaigns.state')}
        data={STATES.map((value) => ({ value, label: t(`marketer:state.${value}`) }))}
        value={params['state'] ?? null}
        onChange={(value) => choose('state', value)}
        {...anyOf}
      />
      <Select
        label={t('tag')}
        data={tags.data?.items.map(({ tag, campaigns }) => ({ value: tag, label: `${tag} (${campaigns})` })) ?? []}
        value={params['tag'] ?? null}
        onChange={(value) => choose('tag', value)}
        searchable
        nothingFoundMessage={t('design:emptySearch')}
        {...anyOf}
      />
      <Select
        label={t('sort')}
        data={SORTS.map((value) => ({ value, label: t(`sorts.${value}`) }))}
        value={SORTS.find((each) => each === params['sort']) ?? '-created'}
        allowDeselect={false}
        onChange={(value) => choose('sort', value === '-created' ? null : value)}
      />
      <DateRange from={params['from']} to={params['to']} />
      <Checkbox
        label={t('archived')}
        checked={params['archived'] === 'include'}
        onChange={({ currentTarget }) => choose('archived', currentTarget.checked ? 'include' : null)}
      />
      {isFiltered(params) && (
        <Button variant="subtle" leftSection={<IconX size={16} aria-hidden />} onClick={() => move(clear)}>
          {t('clear')}
        </Button>
      )}
    </SimpleGrid>
  );
}
