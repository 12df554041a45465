import { Alert, Button, List, NumberInput, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { ProblemError } from '../../api/problem';
import { questions } from '../../api/questions';
import { Confirm } from '../../design/Confirm';
import { DataPage } from '../../design/DataPage';
import { useFormats } from '../../design/use-formats';
import { useKeptState } from '../../session/kept-fields';
import type { Campaign, Preflight } from '../parts';
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
  const preflight = useQuery({
    queryKey: ['preflight', id, pace],
    // Facts change from one moment to the next.
    staleTime: 0,
    gcTime: 0,
    retry: false,
    queryFn: async ({ signal }) => {
      await draft.save();
      return answerOf(
        api.campaign.POST('/v1/campaigns/{id}/preflight', {
          params: { path: { id } },
          body: pace === undefined ? {} : { perSecond: pace },
          signal,
        }),
      );
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
      <DataPage question={preflight}>
        {(answer) => (
          <>
            <PreflightView preflight={answer} />
            <Start campaign={campaign} preflight={answer} />
          </>
        )}
      </DataPage>
    </Stack>
  );
}

function Start({
  campaign: { id, advertiserId, sendAt, text },
  preflight: { leave, held, refusedRegions },
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
        <List.Item>{t('draft.preflight.willLeave', { count: leave, number: number(leave) })}</List.Item>
        {refusedRegions.map(({ region: code, count }) => (
          <List.Item key={code}>
            {t('draft.preflight.willNot', { count, number: number(count), country: region(code) })}
          </List.Item>
        ))}
        {held > 0 && <List.Item>{t('draft.preflight.willWait', { count: held, number: number(held) })}</List.Item>}
      </List>
      <Text mt="sm" style={{ whiteSpace: 'pre-wrap' }}>
        {text}
      </Text>
    </Confirm>
  );
}
