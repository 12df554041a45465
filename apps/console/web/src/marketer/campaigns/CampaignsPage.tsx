import { Anchor, Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';
import { useChosenAdvertiser } from '../advertisers/AdvertiserChoice';
import { OfAdvertiser } from '../advertisers/OfAdvertiser';
import type { CampaignSummary } from '../parts';
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
  const { t } = useTranslation('marketer');
  const { dateTime, number, share } = useFormats();
  return (
    <PagedTable<CampaignSummary>
      label={t('campaigns.title')}
      question={['campaigns', advertiserId]}
      load={(cursor, signal) =>
        answerOf(
          api.campaign.GET('/v1/campaigns', {
            params: { query: { advertiserId, limit: 20, ...(cursor === undefined ? {} : { cursor }) } },
            signal,
          }),
        )
      }
      rowKey={({ id }) => id}
      empty={<Empty>{t('campaigns.none')}</Empty>}
      columns={[
        {
          label: t('campaigns.text'),
          wide: true,
          cell: ({ id, text, state }) => (
            <Anchor
              component={Link}
              to={state === 'draft' ? `/campaigns/${id}/draft` : `/campaigns/${id}`}
              underline="hover"
            >
              <Text component="span" lineClamp={2}>
                {text === '' ? t('campaigns.noText') : text}
              </Text>
            </Anchor>
          ),
        },
        {
          label: t('campaigns.state'),
          cell: ({ state }) => <StateBadge label={t(`state.${state}`)} colour={COLOUR[state]} />,
        },
        { label: t('campaigns.category'), cell: ({ category }) => t(`category.${category}`) },
        {
          label: t('campaigns.when'),
          cell: ({ startedAt, sendAt, createdAt }) => dateTime(startedAt ?? sendAt ?? createdAt),
        },
        { label: t('statistics.delivered'), cell: ({ figures }) => (figures ? number(figures.delivered) : '–') },
        {
          label: t('campaign.stopRate'),
          cell: ({ figures }) => (figures ? share(figures.optedOut, figures.delivered) : '–'),
        },
      ]}
    />
  );
}
