import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Facts } from '../../design/Facts';
import { PageHead } from '../../design/PageHead';
import { useAdvertiserNames } from '../../design/use-advertiser-names';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import type { UnreadReply } from '../parts';
import type { Verdict } from '../queue/DecideDialog';
import { DecisionQueue } from '../queue/DecisionQueue';

/** Replies that no reader of ours could read: whether the person asks that texts stop. */
export function UnreadRepliesPage() {
  const { t } = useTranslation('reviewer');
  const verdicts = useMemo((): Verdict[] => {
    const act = (decision: 'opt-out' | 'nothing') => (id: string, reason: string) =>
      answerOf(
        api['inbound-mo'].POST('/v1/unread-replies/{id}/decision', {
          params: { path: { id } },
          body: { decision, reason },
        }),
      );
    return [
      {
        ...{ key: 'o', label: t('replies.optOut'), colour: 'red.9', reason: t('replies.optOutReason') },
        act: act('opt-out'),
      },
      {
        ...{ key: 'n', label: t('replies.nothing'), colour: 'teal.9', reason: t('replies.nothingReason') },
        act: act('nothing'),
      },
    ];
  }, [t]);
  return (
    <>
      <PageHead title={t('replies.title')} detail={t('replies.detail')} />
      <DecisionQueue<UnreadReply>
        question={['unread-replies', 'open']}
        load={(signal) =>
          answerOf(
            api['inbound-mo'].GET('/v1/unread-replies', { params: { query: { state: 'open', limit: 100 } }, signal }),
          )
        }
        label={t('replies.title')}
        textOf={({ text }) => text ?? t('deleted')}
        detail={(reply) => <Known reply={reply} />}
        verdicts={verdicts}
      />
    </>
  );
}

function Known({ reply: { advertiserIds, code, region, reason, receivedAt, later } }: { reply: UnreadReply }) {
  const { t } = useTranslation('reviewer');
  const { dateTime } = useFormats();
  const nameOf = useAdvertiserNames();
  const words = useCodeWords();
  return (
    <Facts
      facts={[
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
