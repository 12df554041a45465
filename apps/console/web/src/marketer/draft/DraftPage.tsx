import { Alert, Button, Group, Stepper, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { PageHead } from '../../design/PageHead';
import { ProblemView } from '../../design/ProblemView';
import { useUrlState } from '../../design/url-state';
import { useId } from '../../design/use-id';
import { useTitle } from '../../design/use-title';
import { CampaignControls } from '../campaigns/CampaignControls';
import { DeleteDraft } from '../campaigns/ManageCampaign';
import { NameCampaign } from '../campaigns/NameCampaign';
import { Tags } from '../campaigns/Tags';
import type { Campaign } from '../parts';
import { BookChoice } from './BookChoice';
import { Conflict } from './Conflict';
import { Started, isStarted } from './Started';
import { PreflightStep } from './PreflightStep';
import { TextStep } from './TextStep';
import { WhenStep } from './WhenStep';
import { type Draft, useDraft } from './use-draft';

const STEPS = ['audience', 'text', 'when', 'preflight'] as const;
type Step = (typeof STEPS)[number];

/** A campaign before it is started. The step is in the URL, the rest on the server: reload and back lose nothing. */
export function DraftPage() {
  const id = useId();
  const { question, draft } = useDraft(id);
  return (
    <DataPage question={question}>
      {(campaign) =>
        campaign.state === 'draft' ? (
          <Steps campaign={campaign} draft={draft} />
        ) : (
          <Navigate to={`/campaigns/${id}`} replace />
        )
      }
    </DataPage>
  );
}

function Steps({ campaign, draft }: { campaign: Campaign; draft: Draft }) {
  const { t } = useTranslation(['marketer', 'campaigns']);
  useTitle(campaign.name);
  const [{ step: named }, move] = useUrlState();
  const at = Math.max(0, STEPS.indexOf((named ?? 'text') as Step));
  const go = (index: number) => move({ step: STEPS[index] });
  return (
    <>
      <PageHead
        title={<span dir="auto">{campaign.name}</span>}
        detail={
          <Group gap="xs" component="span">
            <Kept draft={draft} />
            <Tags tags={campaign.tags} />
          </Group>
        }
        advertiserId={campaign.advertiserId}
        actions={
          <>
            <NameCampaign campaign={campaign} />
            {campaign.controls.length === 0 ? (
              <DeleteDraft campaign={campaign} />
            ) : (
              <CampaignControls campaign={campaign} />
            )}
          </>
        }
      />
      {campaign.controls.length > 0 && (
        <Alert color="orange" mb="md">
          {t('campaigns:reopen.was')}
        </Alert>
      )}
      {draft.state === 'failed' &&
        (isStarted(draft.error) ? <Started id={campaign.id} /> : <ProblemView error={draft.error} />)}
      {draft.state === 'conflict' && <Conflict draft={draft} />}
      <Stepper active={at} onStepClick={go} size="sm" mb="lg" mt="sm" wrap={false} className="steps">
        {STEPS.map((step) => (
          <Stepper.Step key={step} label={t(`draft.steps.${step}`)} aria-label={t(`draft.steps.${step}`)} />
        ))}
      </Stepper>
      <Title order={2} mb="sm">
        {t(`draft.steps.${STEPS[at] ?? 'text'}`)}
      </Title>
      {!isStarted(draft.error) && (
        <StepBody key={draft.generation} step={STEPS[at] ?? 'text'} campaign={campaign} draft={draft} />
      )}
      <Group justify="space-between" mt="xl">
        <Button
          variant="default"
          disabled={at === 0}
          onClick={() => go(at - 1)}
          leftSection={<IconArrowLeft size={16} aria-hidden />}
        >
          {t('draft.back')}
        </Button>
        {at < STEPS.length - 1 && (
          <Button onClick={() => go(at + 1)} rightSection={<IconArrowRight size={16} aria-hidden />}>
            {t('draft.next')}
          </Button>
        )}
      </Group>
    </>
  );
}

function StepBody({ step, campaign, draft }: { step: Step; campaign: Campaign; draft: Draft }) {
  const { t } = useTranslation('marketer');
  const { advertiserId, addressBookId } = campaign;
  const advertiser = useQuery({
    queryKey: ['advertiser', advertiserId],
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      answerOf(api.campaign.GET('/v1/advertisers/{id}', { params: { path: { id: advertiserId } }, signal })),
  });
  if (step === 'audience') {
    return (
      <BookChoice
        advertiserId={advertiserId}
        value={addressBookId}
        choose={(book) => draft.change({ addressBookId: book })}
      />
    );
  }
  return (
    <DataPage question={advertiser}>
      {(of) => (
        <>
          {of.marketingPaused !== undefined && campaign.category === 'marketing' && (
            <Alert color="orange" title={t('advertisers.paused')} mb="md">
              {of.marketingPaused.reason}
            </Alert>
          )}
          {step === 'text' && <TextStep draft={draft} campaign={campaign} advertiser={of} />}
          {step === 'when' && <WhenStep draft={draft} campaign={campaign} advertiser={of} />}
          {step === 'preflight' && <PreflightStep draft={draft} campaign={campaign} />}
        </>
      )}
    </DataPage>
  );
}

function Kept({ draft: { state } }: { draft: Draft }) {
  const { t } = useTranslation('marketer');
  return (
    <Text component="span" size="sm" role="status">
      {t(`draft.kept.${state}`)}
    </Text>
  );
}
