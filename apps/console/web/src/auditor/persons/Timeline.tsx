import { Text, Timeline as Dots } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { useAdvertiserNames } from '../../design/use-advertiser-names';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import type { PersonStatusView } from '../parts';
import { type EventKind, byCause } from './causal-order';
import { useScopeWords } from './PersonStatus';

/** Maximum from each list; the lists themselves have all. */
const LATEST = 100;

interface Happened {
  at: string;
  kind: EventKind;
  key: string;
  title: string;
  detail: string;
}

/** The latest of everything that happened, in one order. */
export function Timeline({ phone, known }: { phone: string; known: PersonStatusView }) {
  const { t } = useTranslation('auditor');
  const { dateTimeSeconds } = useFormats();
  const question = useHappened(phone, known);
  return (
    <DataPage question={question} isEmpty={(all) => all.length === 0} empty={<Empty>{t('person.none')}</Empty>}>
      {(all) => (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            {t('person.latest', { count: LATEST })}
          </Text>
          <Dots bulletSize={12} lineWidth={2} active={all.length}>
            {all.map(({ at, key, title, detail }) => (
              <Dots.Item key={key} title={title}>
                <Text size="sm">{detail}</Text>
                <Text size="xs" c="dimmed">
                  {dateTimeSeconds(at)}
                </Text>
              </Dots.Item>
            ))}
          </Dots>
        </>
      )}
    </DataPage>
  );
}

function useHappened(phone: string, { changes, complaints, erasures }: PersonStatusView) {
  const { t } = useTranslation('auditor');
  const nameOf = useAdvertiserNames();
  const scopeWords = useScopeWords();
  const words = useCodeWords();
  const body = { phone, limit: LATEST };
  return useQueries({
    queries: [
      {
        queryKey: ['person', 'messages', phone, 'latest'],
        queryFn: ({ signal }) => answerOf(api.campaign.POST('/v1/persons/messages', { body, signal })),
      },
      {
        queryKey: ['person', 'consents', phone, 'latest'],
        queryFn: ({ signal }) => answerOf(api.compliance.POST('/v1/persons/consents', { body, signal })),
      },
      {
        queryKey: ['person', 'replies', phone, 'latest'],
        queryFn: ({ signal }) => answerOf(api['inbound-mo'].POST('/v1/persons/replies', { body, signal })),
      },
      {
        queryKey: ['person', 'pushes', phone],
        queryFn: ({ signal }) => answerOf(api.notification.POST('/v1/persons/pushes', { body: { phone }, signal })),
      },
    ],
    combine: ([messages, consents, replies, pushes]) => {
      const asked = [messages, consents, replies, pushes];
      const isThere =
        messages.data !== undefined &&
        consents.data !== undefined &&
        replies.data !== undefined &&
        pushes.data !== undefined;
      const all: Happened[] = !isThere
        ? []
        : [
            ...messages.data.items.map(({ id, advertiserId, category, state, code, createdAt }): Happened => ({
              at: createdAt,
              kind:
                category === undefined
                  ? 'answer'
                  : state === 'refused' || state === 'blocked'
                    ? 'consequence'
                    : 'advert',
              key: `message ${id}`,
              title: t('happened.message', { category: t(`categories.${category ?? 'service'}`) }),
              detail: [
                advertiserId === undefined ? t('person.platform') : nameOf(advertiserId),
                t(`states.${state}`),
                ...(code === undefined ? [] : [words.reason(code)]),
              ].join(' – '),
            })),
            ...consents.data.items.flatMap(({ id, advertiserId, wording, source, chain }) =>
              chain.map(({ status, at }, nth): Happened => ({
                at,
                kind: status === 'granted' ? 'consent' : 'consequence',
                key: `consent ${id} ${nth}`,
                title: t('happened.consent', { state: t(`consentStates.${status}`) }),
                detail:
                  nth === 0
                    ? t('person.consentGiven', { advertiser: nameOf(advertiserId), wording, source })
                    : nameOf(advertiserId),
              })),
            ),
            ...replies.data.items.map(({ id, channel, code, text, tier, receivedAt }) => ({
              at: receivedAt,
              kind: 'request' as const,
              key: `reply ${id}`,
              title: t('happened.reply', { code }),
              detail: `${text ?? t(`channels.${channel}`)} – ${words.tier(tier)}`,
            })),
            ...changes.map(({ change, scope, source, reason, cause, by, at }, nth) => ({
              at,
              kind: 'opt-out' as const,
              key: `change ${nth}`,
              title: t(`happened.changes.${change}`),
              // A cause is more precise than its source; a reason that a person wrote is shown beside it.
              detail: [
                scopeWords(scope),
                ...(cause === null ? [t(`person.how.${source}`), reason] : [words.cause(cause)]),
                by,
              ]
                .filter(Boolean)
                .join(' – '),
            })),
            ...pushes.data.items.map(({ source, state, queuedAt, endedAt }) => ({
              at: endedAt ?? queuedAt,
              kind: 'push' as const,
              key: `push ${source}`,
              title: t('happened.push', { source }),
              detail: t(`happened.pushes.${state}`),
            })),
            ...complaints.map(({ id, source, sender, receivedAt }) => ({
              at: receivedAt,
              kind: 'request' as const,
              key: `complaint ${id}`,
              title: t('happened.complaint'),
              detail: `${words.source(source)} – ${sender}`,
            })),
            ...erasures.map(({ id, scope, requestedBy, at }) => ({
              at,
              kind: 'request' as const,
              key: `erasure ${id}`,
              title: t('happened.erasure'),
              detail: `${scopeWords(scope)} – ${requestedBy}`,
            })),
          ];
      return {
        data: isThere ? all.sort((one, other) => byCause(other, one)) : undefined,
        error: asked.find(({ error }) => error !== null)?.error ?? null,
        isPending: !isThere,
        refetch: () => asked.forEach(({ refetch }) => void refetch()),
      };
    },
  });
}
