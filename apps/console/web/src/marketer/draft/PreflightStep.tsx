import { Alert, Button, List, NumberInput, Progress as Bar, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSend } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { ProblemError } from '../../api/problem';
import { questions } from '../../api/questions';
import { Confirm } from '../../design/Confirm';
import { DataPage } from '../../design/DataPage';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import { useKeptState } from '../../session/kept-fields';
import type { Campaign, Preflight } from '../parts';
import { type Progress, followPreflight } from './follow-preflight';
import { PreflightView } from './PreflightView';
import type { Draft } from './use-draft';

/** Delay until a typed rate is complete, because a preflight checks every recipient. */
const PAUSE_MS = 700;

/** Dry run with the same decision that each message gets when it is sent; and the start. */
export function PreflightStep({ draft, campaign }: { draft: Draft; campaign: Campaign }) {
  const { t } = useTranslation('marketer');
  const { id } = campaign;
  const [typed, setPace] = useKeptState<number | undefined>('pace', undefined);
  const [pace] = useDebouncedValue(typed, PAUSE_MS);
  const [progress, setProgress] = useState<Progress>();
  const preflight = useQuery({
    queryKey: ['preflight', id, pace],
    // Another speed changes the end alone, so the figures stay while it is estimated.
    placeholderData: keepPreviousData,
    // Facts change from one moment to the next.
    staleTime: 0,
    gcTime: 0,
    retry: false,
    queryFn: async ({ signal }) => {
      setProgress(undefined);
      await draft.save();
      return followPreflight(id, pace, signal, setProgress);
    },
  });
  return (
    <Stack>
      <Text c="dimmed">{t('draft.preflight.detail')}</Text>
      <NumberInput
        label={t('draft.preflight.pace')}
        description={t('draft.preflight.paceHint')}
        value={typed ?? ''}
        onChange={(value) => setPace(typeof value === 'number' && value > 0 ? value : undefined)}
        min={1}
        max={1_000}
        maw={280}
      />
      {preflight.isFetching && <Counting progress={progress} />}
      <DataPage question={preflight}>
        {(answer) => (
          <>
            <PreflightView preflight={answer} />
            {!preflight.isPlaceholderData && <Start campaign={campaign} preflight={answer} />}
          </>
        )}
      </DataPage>
    </Stack>
  );
}

function Counting({ progress }: { progress: Progress | undefined }) {
  const { t } = useTranslation('marketer');
  const { number } = useFormats();
  const { done, of } = progress ?? { done: 0, of: 0 };
  const label =
    progress === undefined
      ? t('draft.preflight.counting')
      : t('draft.preflight.counted', { number: number(done), of: number(of) });
  return (
    <div>
      <Text size="sm" mb={4} role="status">
        {label}
      </Text>
      <Bar value={of === 0 ? 0 : (100 * done) / of} aria-label={t('draft.preflight.counting')} />
    </div>
  );
}

function Start({
  campaign: { id, advertiserId, sendAt, text },
  preflight: { leave, held, refusedRegions, outcomes },
}: {
  campaign: Campaign;
  preflight: Preflight;
}) {
  const { t } = useTranslation('marketer');
  const { number, dateTime, region } = useFormats();
  const navigate = useNavigate();
  // What a start finds may have come after the preflight: then the dialog offers what the server would take.
  const [isOffered, setOffered] = useState(false);
  const isPartly = isOffered || refusedRegions.length > 0;
  const others = leave + held;
  const countries = new Set(refusedRegions.map(({ region: code }) => code));
  const refused = refusedByReason(outcomes.filter(({ region: code }) => !countries.has(code)));
  const words = useCodeWords();
  const start = async () => {
    const path = { params: { path: { id } }, body: isPartly ? { partly: true } : {} };
    await answerOf(api.campaign.POST('/v1/campaigns/{id}/start', path)).catch((error: unknown) => {
      if (error instanceof ProblemError && error.rest['leavesSomewhere'] === true) setOffered(true);
      throw error;
    });
    await questions.invalidateQueries({ queryKey: ['campaigns'] });
    await questions.invalidateQueries({ queryKey: ['campaign', id] });
    await navigate({ to: `/campaigns/${id}`, replace: true });
  };
  const yes = !isPartly
    ? t('draft.preflight.start')
    : refusedRegions.length === 0
      ? t('draft.preflight.startOthers')
      : t('draft.preflight.startPartly', { count: others, number: number(others) });
  if (leave + held === 0) return <Alert color="orange">{t('draft.preflight.nobody')}</Alert>;
  return (
    <Confirm
      title={t('draft.preflight.startTitle')}
      advertiserId={advertiserId}
      yes={yes}
      act={start}
      trigger={(open) => (
        <div>
          <Button size="md" onClick={open} leftSection={<IconSend size={18} aria-hidden />}>
            {yes}
          </Button>
        </div>
      )}
    >
      <Title order={3} mb="xs">
        {sendAt === undefined ? t('draft.when.now') : dateTime(sendAt)}
      </Title>
      <List size="sm">
        {leave > 0 && <List.Item>{t('draft.preflight.willLeave', { count: leave, number: number(leave) })}</List.Item>}
        {held > 0 && <List.Item>{t('draft.preflight.willWait', { count: held, number: number(held) })}</List.Item>}
        {refusedRegions.map(({ region: code, count }) => (
          <List.Item key={code}>
            {t('draft.preflight.willNot', { count, number: number(count), country: region(code) })}
          </List.Item>
        ))}
        {refused.map(([code, count]) => (
          <List.Item key={code}>
            {t('draft.preflight.isRefused', { count, number: number(count), reason: words.reason(code) })}
          </List.Item>
        ))}
      </List>
      <Text mt="sm" style={{ whiteSpace: 'pre-wrap' }}>
        {text}
      </Text>
    </Confirm>
  );
}

function refusedByReason(outcomes: Preflight['outcomes']): [code: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { outcome, code = '', count } of outcomes)
    if (outcome === 'refused') counts.set(code, count + (counts.get(code) ?? 0));
  return [...counts].sort(([, one], [, other]) => other - one);
}
