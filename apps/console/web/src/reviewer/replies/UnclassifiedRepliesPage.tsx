import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { Facts } from '../../design/Facts';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { useUrlState } from '../../design/url-state';
import { useAdvertiserNames } from '../../design/use-advertiser-names';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import type { UnclassifiedReply } from '../parts';
import { loadOpenReplies } from '../queue/load-open';
import type { Verdict } from '../queue/DecideDialog';
import { DecisionQueue } from '../queue/DecisionQueue';
import { UndoList } from '../queue/UndoList';
import { scoreStep } from '../queue/score-words';

const STATES = ['open', 'decided', 'deadline'] as const;

/** Replies of which a person decides what they ask for, and those that the deadline decided. */
export function UnclassifiedRepliesPage() {
  const { t } = useTranslation('reviewer');
  const [{ state: wanted }, move] = useUrlState();
  const state = STATES.find((each) => each === wanted) ?? 'open';
  return (
    <>
      <PageHead title={t('replies.title')} detail={t('replies.detail')} />
      <SegmentedControl
        mb="md"
        aria-label={t('state')}
        value={state}
        onChange={(chosen) => move({ state: chosen === 'open' ? undefined : chosen, cursor: undefined, id: undefined })}
        data={STATES.map((each) => ({ value: each, label: t(`replies.states.${each}`) }))}
      />
      <UndoList />
      {state === 'open' ? <Open /> : <Decided key={state} isAtDeadline={state === 'deadline'} />}
    </>
  );
}

function Open() {
  const { t } = useTranslation('reviewer');
  const verdicts = useMemo((): Verdict[] => {
    const act = (decision: 'opt-out' | 'start' | 'nothing') => (id: string, reason: string, isLast: boolean) =>
      answerOf(
        api['inbound-mo'].POST('/v1/unclassified-replies/{id}/decision', {
          params: { path: { id } },
          body: { decision, reason },
          keepalive: isLast,
        }),
      );
    return [
      {
        ...{ key: 'o', label: t('replies.optOut'), colour: 'red.9', reason: t('replies.optOutReason') },
        act: act('opt-out'),
      },
      {
        ...{ key: 's', label: t('replies.start'), colour: 'blue.9', reason: t('replies.startReason') },
        act: act('start'),
      },
      {
        ...{ key: 'n', label: t('replies.nothing'), colour: 'teal.9', reason: t('replies.nothingReason') },
        act: act('nothing'),
      },
    ];
  }, [t]);
  return (
    <DecisionQueue<UnclassifiedReply>
      question={['unclassified', 'open']}
      load={loadOpenReplies}
      label={t('replies.title')}
      textOf={({ text }) => text ?? t('deleted')}
      detail={(reply) => <Known reply={reply} />}
      verdicts={verdicts}
    />
  );
}

/** Decisions, the last one first: of people and of the deadline, or of the deadline alone. */
function Decided({ isAtDeadline }: { isAtDeadline: boolean }) {
  const { t } = useTranslation('reviewer');
  const { dateTime } = useFormats();
  const nameOf = useAdvertiserNames();
  return (
    <PagedTable<UnclassifiedReply>
      label={t('replies.title')}
      question={['unclassified', 'decided', isAtDeadline]}
      load={(cursor, signal) =>
        answerOf(
          api['inbound-mo'].GET('/v1/unclassified-replies', {
            params: {
              query: {
                state: 'decided',
                ...(isAtDeadline && { automatic: 'deadline' }),
                limit: 20,
                ...(cursor === undefined ? {} : { cursor }),
              },
            },
            signal,
          }),
        )
      }
      rowKey={({ id }) => id}
      empty={<Empty>{t(isAtDeadline ? 'replies.noneAtDeadline' : 'replies.noneDecided')}</Empty>}
      columns={[
        { label: t('text'), wide: true, cell: ({ text }) => text ?? t('deleted') },
        { label: t('advertiser'), cell: ({ advertiserIds }) => advertiserIds.map(nameOf).join(', ') || t('unknown') },
        {
          label: t('replies.decision'),
          cell: ({ decision }) => (decision === undefined ? '–' : t(`replies.decisions.${decision.decision}`)),
        },
        {
          label: t('decidedBy'),
          cell: ({ decision }) =>
            decision?.automatic === undefined ? (decision?.by ?? '–') : t(`replies.automatic.${decision.automatic}`),
        },
        {
          label: t('reason'),
          // The service writes the reason of its own decisions in English; who decided says as much.
          cell: ({ decision }) => (decision?.automatic === undefined ? (decision?.reason ?? '–') : '–'),
        },
        { label: t('decidedAt'), cell: ({ decision, receivedAt }) => dateTime(decision?.at ?? receivedAt) },
      ]}
    />
  );
}

function Known({ reply }: { reply: UnclassifiedReply }) {
  const { advertiserIds, asksFor, certainty, code, deadline, region, reason, receivedAt, later } = reply;
  const { t } = useTranslation('reviewer');
  const { dateTime } = useFormats();
  const nameOf = useAdvertiserNames();
  const words = useCodeWords();
  return (
    <Facts
      facts={[
        [t('replies.asksFor'), t(`replies.kinds.${asksFor}`)],
        ...(certainty === undefined
          ? []
          : [[t('replies.certainty'), t(`replies.scores.${scoreStep(certainty)}`)] as const]),
        ...(deadline === undefined ? [] : [[t('replies.deadline'), dateTime(deadline)] as const]),
        [t('advertiser'), advertiserIds.map(nameOf).join(', ') || t('unknown')],
        [t('replies.code'), code],
        [t('replies.region'), region],
        [t('replies.why'), words.unclassified(reason)],
        [t('since'), dateTime(receivedAt)],
        ...later.map(({ tier, at }) => [t('replies.later', { at: dateTime(at) }), words.tier(tier)] as const),
      ]}
    />
  );
}
