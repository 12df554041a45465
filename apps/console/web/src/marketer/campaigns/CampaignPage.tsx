import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { DataPage } from '../../design/DataPage';
import { PageHead } from '../../design/PageHead';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';
import { useId } from '../../design/use-id';
import { useProgress } from '../../design/use-progress';
import { useTitle } from '../../design/use-title';
import { BookLink } from '../books/BookLink';
import { campaignQuestion } from '../draft/use-draft';
import type { Campaign } from '../parts';
import { CampaignControls } from './CampaignControls';
import { Duplicate } from './Duplicate';
import { Funnel } from './Funnel';
import { History } from './History';
import { Archive, Reopen } from './ManageCampaign';
import { NameCampaign } from './NameCampaign';
import { Tags } from './Tags';
import { COLOUR } from './state-colour';
import { usePauseWords } from './use-pause-words';

/** After a campaign has ended its stream ends too, and most STOPs are still to come. */
const FOLLOW_MS = 10_000;
const AT_ONCE_MS = 1_000;

export function CampaignPage() {
  const id = useId();
  const question = useQuery({ ...campaignQuestion(id), refetchInterval: FOLLOW_MS });
  return (
    <DataPage question={question}>
      {(campaign) =>
        campaign.state === 'draft' ? (
          <Navigate to={`/campaigns/${id}/draft`} replace />
        ) : (
          <Running campaign={campaign} />
        )
      }
    </DataPage>
  );
}

function Running({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation(['marketer', 'campaigns']);
  const { dateTime, dateTimeZone } = useFormats();
  const pauseWords = usePauseWords();
  const { id, name, tags, archivedAt, state, text, sendAt, startedAt, finishedAt, waitsFor, reason, ahead } = campaign;
  useTitle(name);
  const questions = useQueryClient();
  const onProgress = useCallback((now: Campaign) => questions.setQueryData(['campaign', id], now), [questions, id]);
  const isLive = useProgress<Campaign>(`/api/campaign/v1/campaigns/${id}/progress`, onProgress);
  return (
    <Stack>
      <PageHead
        title={<span dir="auto">{name}</span>}
        advertiserId={campaign.advertiserId}
        detail={
          <Group gap="xs" component="span">
            <StateBadge label={t(`state.${state}`)} colour={COLOUR[state]} />
            {isLive && state === 'running' && <StateBadge label={t('campaign.live')} colour="green" />}
            {archivedAt !== undefined && <StateBadge label={t('campaigns:isArchived')} colour="gray" />}
            <Tags tags={tags} />
          </Group>
        }
        actions={
          <>
            {startedAt !== undefined && (
              <Button
                component={Link}
                to={`/campaigns/${id}/report`}
                leftSection={<IconChartLine size={16} aria-hidden />}
              >
                {t('campaigns:report.do')}
              </Button>
            )}
            {state === 'scheduled' && <Reopen campaign={campaign} />}
            <CampaignControls campaign={campaign} />
            <Duplicate id={id} />
            <NameCampaign campaign={campaign} />
            {(state === 'completed' || state === 'cancelled') && <Archive campaign={campaign} />}
          </>
        }
      />
      {reason !== undefined && <Alert color="orange">{pauseWords(campaign.controls.at(-1) ?? { reason })}</Alert>}
      {waitsFor !== undefined && <Alert color="orange">{t('advertisers.paused')}</Alert>}
      <Paper withBorder p="md">
        <Text style={{ whiteSpace: 'pre-wrap' }}>{text}</Text>
        <Text size="sm" c="dimmed" mt="xs">
          {[
            sendAt === undefined || isAtOnce(campaign)
              ? undefined
              : t('campaign.planned', { at: dateTimeZone(sendAt) }),
            startedAt === undefined ? undefined : t('campaign.started', { at: dateTimeZone(startedAt) }),
            finishedAt === undefined ? undefined : t('campaign.finished', { at: dateTimeZone(finishedAt) }),
            ahead?.endsAbout === undefined ? undefined : t('campaign.endsAbout', { at: dateTime(ahead.endsAbout) }),
          ]
            .filter((part) => part !== undefined)
            .join(' · ')}
        </Text>
        <BookLink id={campaign.addressBookId} />
      </Paper>
      <Title order={2}>{t('campaign.funnel')}</Title>
      <Funnel campaign={campaign} />
      <History campaign={campaign} />
    </Stack>
  );
}

/** A campaign without a planned start gets the moment in which it was started: the same time twice says nothing. */
const isAtOnce = ({ sendAt, startedAt }: Campaign): boolean =>
  sendAt !== undefined && startedAt !== undefined && Date.parse(startedAt) - Date.parse(sendAt) < AT_ONCE_MS;
