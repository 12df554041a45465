import { Alert, Anchor, Box, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { useFormats } from '../../design/use-formats';
import type { MessageOfPerson, PersonStatusView } from '../parts';
import { advertsSince } from './adverts-since';
import { useScopeWords } from './PersonStatus';

/** Maximum of one answer of the service. */
const PAGE = 500;
const MAX_MESSAGES = 5_000;
/** Height of one sentence with its reason and the last advert before it. */
const HEIGHT_REM = 8;

type OptOut = PersonStatusView['optOuts'][number];

async function loadMessages(phone: string, signal: AbortSignal) {
  const items: MessageOfPerson[] = [];
  let cursor: string | undefined;
  do {
    const body = { phone, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const page = await answerOf(api.campaign.POST('/v1/persons/messages', { body, signal }));
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && items.length < MAX_MESSAGES);
  return { items, isAll: cursor === undefined };
}

/** Number of adverts that were sent after each opt-out in force, with the proofs of it. */
export function SinceStop({ phone, optOuts }: { phone: string; optOuts: readonly OptOut[] }) {
  const out = optOuts.filter(({ state }) => state === 'out');
  const question = useQuery({
    queryKey: ['person', 'messages', phone, 'all'],
    queryFn: ({ signal }) => loadMessages(phone, signal),
    enabled: out.length > 0,
  });
  if (out.length === 0) return null;
  return (
    // The tabs below do not move under the mouse when the answer comes.
    <Box mih={`${out.length * HEIGHT_REM}rem`}>
      <DataPage question={question}>
        {({ items, isAll }) =>
          out.map((optOut) => <Sentence key={optOut.scope} optOut={optOut} messages={items} isAll={isAll} />)
        }
      </DataPage>
    </Box>
  );
}

function Sentence({
  optOut: { scope, since, source },
  messages,
  isAll,
}: {
  optOut: OptOut;
  messages: readonly MessageOfPerson[];
  isAll: boolean;
}) {
  const { t } = useTranslation('auditor');
  const { dateTimeSeconds, number } = useFormats();
  const scopeWords = useScopeWords();
  const { sent, stopped, lastBefore } = advertsSince(messages, scope, since);
  const proof = (id: string) => (
    <Anchor component={Link} to={`/proofs/${id}`}>
      {t('proof.open')}
    </Anchor>
  );
  return (
    <Alert
      color={sent.length > 0 ? 'red' : 'teal'}
      title={t(source === 'sms' || source === 'web' ? 'since.stop' : 'since.optOut', {
        count: sent.length,
        number: number(sent.length),
        scope: scopeWords(scope),
        at: dateTimeSeconds(since),
      })}
    >
      <Text size="sm">{t(isAll ? 'since.how' : 'since.cut', { number: number(messages.length) })}</Text>
      <List size="sm" mt="xs">
        {sent.map(({ id, at }) => (
          <List.Item key={id}>
            {t('since.sent', { at: dateTimeSeconds(at) })} – {proof(id)}
          </List.Item>
        ))}
        {stopped.map(({ id, at }) => (
          <List.Item key={id}>
            {t('since.stopped', { at: dateTimeSeconds(at) })} – {proof(id)}
          </List.Item>
        ))}
        {lastBefore !== undefined && (
          <List.Item>
            {t('since.lastBefore', { at: dateTimeSeconds(lastBefore.at) })} – {proof(lastBefore.id)}
          </List.Item>
        )}
      </List>
    </Alert>
  );
}
