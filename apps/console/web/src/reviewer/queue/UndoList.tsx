import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemView } from '../../design/ProblemView';
import { type PendingDecision, pendingDecisions } from './pending-decisions';

const SECOND_MS = 1_000;

export const usePendingDecisions = (): readonly PendingDecision[] =>
  useSyncExternalStore(pendingDecisions.subscribe, pendingDecisions.all);

/** Decisions of the last minute, which can still be undone, and those that a service refused. */
export function UndoList() {
  const { t } = useTranslation('reviewer');
  const pending = usePendingDecisions();
  if (pending.length === 0) return null;
  return (
    <Stack component="section" aria-label={t('undo.title')} gap="xs" mb="md">
      {pending.map((decision) => (
        <Pending key={decision.id} decision={decision} />
      ))}
    </Stack>
  );
}

function Pending({ decision: { id, text, label, sentAt, error } }: { decision: PendingDecision }) {
  const { t } = useTranslation('reviewer');
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <Alert color={error === undefined ? 'blue' : 'red'} title={label}>
      <Stack gap="xs">
        <Text size="sm" lineClamp={1}>
          {text}
        </Text>
        {error !== undefined && <ProblemView error={error} />}
        <Group gap="xs">
          {error === undefined && (
            <Text size="sm" aria-hidden>
              {t('undo.in', { seconds: Math.max(0, Math.ceil((sentAt - now) / SECOND_MS)) })}
            </Text>
          )}
          <Button size="xs" variant="default" onClick={() => pendingDecisions.undo(id)}>
            {t(error === undefined ? 'undo.undo' : 'undo.dismiss')}
          </Button>
          <Button size="xs" variant="default" onClick={() => void pendingDecisions.sendNow(id)}>
            {t(error === undefined ? 'undo.sendNow' : 'design:retry')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
