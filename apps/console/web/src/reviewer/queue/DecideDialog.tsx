import { Text } from '@mantine/core';
import type { QueryKey } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../design/FormDialog';
import { ReasonField } from '../../design/ReasonField';
import { useKeptState } from '../../session/kept-fields';
import { pendingDecisions } from './pending-decisions';

/** Decision on one item of a queue. */
export interface Verdict {
  /** The letter that begins it. */
  key: string;
  label: string;
  colour: string;
  /** Proposed as the reason; a person may write another. */
  reason: string;
  /** @param isLast - true while the page is closed: the browser then finishes the request without it */
  act: (id: string, reason: string, isLast: boolean) => Promise<unknown>;
}

/** Asks for the reason of a decision, which can be undone for a minute before it is sent. */
export function DecideDialog({
  verdict,
  text,
  id,
  changes,
  close,
}: {
  verdict: Verdict;
  text: string;
  id: string;
  /** First parts of the keys of what it changes. */
  changes: QueryKey;
  close: (isDone: boolean) => void;
}) {
  const { t } = useTranslation('reviewer');
  const [reason, setReason] = useKeptState(`${verdict.key} ${id}`, verdict.reason);
  const decide = () => {
    const { act, label } = verdict;
    pendingDecisions.add({ id, text, label, changes, send: (isLast) => act(id, reason.trim(), isLast) });
    close(true);
  };
  const giveUp = () => close(false);
  return (
    <FormDialog
      close={giveUp}
      title={verdict.label}
      send={decide}
      yes={verdict.label}
      colour={verdict.colour}
      cancel={giveUp}
      isBusy={false}
      isReady={reason.trim() !== ''}
      error={undefined}
    >
      <Text size="sm" lineClamp={6} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text}
      </Text>
      <ReasonField
        label={t('reason')}
        description={t('reasonHint')}
        value={reason}
        change={setReason}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          if (reason.trim() !== '') decide();
        }}
      />
    </FormDialog>
  );
}
