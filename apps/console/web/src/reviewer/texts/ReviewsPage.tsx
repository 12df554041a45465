import { Badge, Group, SegmentedControl, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Facts } from '../../design/Facts';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { StateBadge } from '../../design/StateBadge';
import { useUrlState } from '../../design/url-state';
import { useAdvertiserNames } from '../../design/use-advertiser-names';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import { useSession } from '../../session/session';
import type { Review } from '../parts';
import { loadOpenReviews, loadReviews } from '../queue/load-open';
import type { Verdict } from '../queue/DecideDialog';
import { DecisionQueue } from '../queue/DecisionQueue';
import { UndoList } from '../queue/UndoList';
import { scoreStep } from '../queue/score-words';

const STATES = ['open', 'approved', 'refused'] as const;
type State = (typeof STATES)[number];
const COLOUR: Record<State, string> = { open: 'yellow', approved: 'teal', refused: 'red' };

/** Texts that wait for a person, and those that were decided. */
export function ReviewsPage() {
  const { t } = useTranslation('reviewer');
  const [{ state: wanted }, move] = useUrlState();
  const { roles } = useSession();
  const state = STATES.find((each) => each === wanted) ?? 'open';
  const mayDecide = roles.includes('reviewer') || roles.includes('admin');
  return (
    <>
      <PageHead title={t('texts.title')} detail={t('texts.detail')} />
      <SegmentedControl
        mb="md"
        aria-label={t('state')}
        value={state}
        onChange={(chosen) => move({ state: chosen === 'open' ? undefined : chosen, cursor: undefined, id: undefined })}
        data={STATES.map((each) => ({ value: each, label: t(`texts.states.${each}`) }))}
      />
      <UndoList />
      {state === 'open' && mayDecide ? <Open /> : <Decided state={state} />}
    </>
  );
}

function Open() {
  const { t } = useTranslation('reviewer');
  const verdicts = useMemo((): Verdict[] => {
    const act = (verdict: 'approve' | 'refuse') => (id: string, reason: string, isLast: boolean) =>
      answerOf(
        api.compliance.POST('/v1/reviews/{id}/decision', {
          params: { path: { id } },
          body: { verdict, reason },
          keepalive: isLast,
        }),
      );
    return [
      {
        ...{ key: 'a', label: t('texts.approve'), colour: 'teal.9', reason: t('texts.approveReason') },
        act: act('approve'),
      },
      {
        ...{ key: 'r', label: t('texts.refuse'), colour: 'red.9', reason: t('texts.refuseReason') },
        act: act('refuse'),
      },
    ];
  }, [t]);
  return (
    <DecisionQueue<Review>
      question={['reviews', 'open']}
      load={loadOpenReviews}
      label={t('texts.title')}
      textOf={({ text }) => text ?? t('deleted')}
      detail={(review) => <Found review={review} />}
      verdicts={verdicts}
    />
  );
}

/** Findings of the reader in a text, and the reason why it waits. */
function Found({ review }: { review: Review }) {
  const { t } = useTranslation('reviewer');
  const { dateTime, number } = useFormats();
  const nameOf = useAdvertiserNames();
  const words = useCodeWords();
  const { advertiserId, declared, score, signals, waiting, firstSeenAt, shownAt, template, decision } = review;
  return (
    <>
      <Facts
        facts={[
          [t('advertiser'), nameOf(advertiserId)],
          [t('texts.declared'), t(`categories.${declared}`)],
          [t('texts.score'), t(`texts.scores.${scoreStep(score)}`)],
          [t('texts.waiting'), number(waiting)],
          [t('since'), dateTime(firstSeenAt)],
          ...(shownAt === null ? [] : [[t('texts.shown'), dateTime(shownAt)] as const]),
          ...(template === null ? [] : [[t('texts.template'), template] as const]),
          ...(decision === undefined ? [] : [[t('decidedBy'), `${decision.by} – ${decision.reason}`] as const]),
        ]}
      />
      <Group gap="xs" aria-label={t('texts.signals')} role="list">
        {signals.map(({ code, evidence }) => (
          <Badge
            key={`${code} ${evidence ?? ''}`}
            role="listitem"
            variant="outline"
            color="gray"
            c="var(--mantine-color-text)"
            tt="none"
            h="auto"
            style={{ whiteSpace: 'normal' }}
          >
            {evidence === undefined ? words.signal(code) : t('texts.quoted', { what: words.signal(code), evidence })}
          </Badge>
        ))}
        {signals.length === 0 && (
          <Text size="sm" c="dimmed" role="listitem">
            {t('texts.noSignal')}
          </Text>
        )}
      </Group>
    </>
  );
}

function Decided({ state }: { state: State }) {
  const { t } = useTranslation('reviewer');
  const { dateTime } = useFormats();
  const nameOf = useAdvertiserNames();
  return (
    <PagedTable<Review>
      label={t('texts.title')}
      question={['reviews', state]}
      load={(cursor, signal) => loadReviews(state, 20, cursor, signal)}
      rowKey={({ id }) => id}
      columns={[
        { label: t('text'), wide: true, cell: ({ text }) => text ?? t('deleted') },
        { label: t('advertiser'), cell: ({ advertiserId }) => nameOf(advertiserId) },
        {
          label: t('state'),
          cell: ({ state: is }) => <StateBadge label={t(`texts.states.${is}`)} colour={COLOUR[is]} />,
        },
        { label: t('decidedBy'), cell: ({ decision }) => decision?.by ?? '–' },
        { label: t('reason'), cell: ({ decision }) => decision?.reason ?? '–' },
        {
          label: t('at'),
          cell: ({ decision, firstSeenAt }) => dateTime(decision?.at ?? firstSeenAt),
        },
      ]}
    />
  );
}
