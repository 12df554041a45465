import { Anchor, Button, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { StateBadge } from '../../design/StateBadge';
import { useUrlState } from '../../design/url-state';
import { useFormats } from '../../design/use-formats';
import { useChosenAdvertiser } from '../advertisers/AdvertiserChoice';
import { OfAdvertiser } from '../advertisers/OfAdvertiser';
import type { CampaignSummary } from '../parts';
import { ListFilters } from './ListFilters';
import { isFiltered, listQuestion } from './list-question';
import { Tags } from './Tags';
import { CompareBox, CompareButton } from '../report/CompareBox';
import { COLOUR } from './state-colour';

export function CampaignsPage() {
  const { t } = useTranslation('marketer');
  const chosen = useChosenAdvertiser();
  const create = (
    <Button
      component={Link}
      to="/campaigns/new"
      search={{ advertiser: chosen } as never}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {t('campaigns.create')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('campaigns.title')} detail={t('campaigns.detail')} actions={create} />
      <OfAdvertiser>{(advertiserId) => <Campaigns advertiserId={advertiserId} />}</OfAdvertiser>
    </>
  );
}

function Campaigns({ advertiserId }: { advertiserId: string }) {
  const { t } = useTranslation(['marketer', 'campaigns']);
  const { dateTime, number, share } = useFormats();
  const [params] = useUrlState();
  const question = listQuestion(advertiserId, params);
  return (
    <>
      <ListFilters advertiserId={advertiserId} />
      <CompareButton />
      <PagedTable<CampaignSummary>
        label={t('campaigns.title')}
        question={['campaigns', question]}
        load={(cursor, signal) =>
          answerOf(
            api.campaign.GET('/v1/campaigns', {
              params: { query: { ...question, limit: 20, ...(cursor === undefined ? {} : { cursor }) } },
              signal,
            }),
          )
        }
        rowKey={({ id }) => id}
        empty={<Empty>{isFiltered(params) ? t('campaigns:noneFound') : t('campaigns.none')}</Empty>}
        columns={[
          {
            label: t('campaigns:compare.column'),
            deskOnly: true,
            cell: ({ id, name, startedAt }) => startedAt !== undefined && <CompareBox id={id} name={name} />,
          },
          {
            label: t('campaigns:name'),
            wide: true,
            cell: ({ id, name, text, tags, state, category }) => (
              <Stack gap={4} align="flex-start">
                <Anchor
                  component={Link}
                  to={state === 'draft' ? `/campaigns/${id}/draft` : `/campaigns/${id}`}
                  underline="hover"
                  fw={500}
                  dir="auto"
                >
                  {name}
                </Anchor>
                <Text size="sm" c="dimmed" lineClamp={1} dir="auto">
                  {t(`category.${category}`)} · {text}
                </Text>
                <Tags tags={tags} />
              </Stack>
            ),
          },
          {
            label: t('campaigns.state'),
            cell: ({ state }) => <StateBadge label={t(`state.${state}`)} colour={COLOUR[state]} />,
          },
          {
            label: t('campaigns.when'),
            cell: ({ startedAt, sendAt, createdAt }) => dateTime(startedAt ?? sendAt ?? createdAt),
          },
          {
            label: t('statistics.delivered'),
            numeric: true,
            cell: ({ figures }) => (figures ? number(figures.delivered) : '–'),
          },
          {
            label: t('campaign.stopRate'),
            numeric: true,
            cell: ({ figures }) => (figures ? share(figures.optedOut, figures.delivered) : '–'),
          },
        ]}
      />
    </>
  );
}
