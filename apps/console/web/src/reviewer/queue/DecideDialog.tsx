import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../design/FormDialog';
import { ReasonField } from '../../design/ReasonField';
import { useKeptState } from '../../session/kept-fields';

/** Decision on one item of a queue. */
export interface Verdict {
  /** The letter that begins it. */
  key: string;
  label: string;
  colour: string;
  /** Proposed as the reason; a person may write another. */
  reason: string;
  act: (id: string, reason: string) => Promise<unknown>;
}

/** Asks for the reason of a decision; a refusal (somebody else was faster, and who) is shown in it. */
export function DecideDialog({
  verdict,
  text,
  id,
  close,
}: {
  verdict: Verdict;
  text: string;
  id: string;
  close: (isDone: boolean) => void;
}) {
  const { t } = useTranslation('reviewer');
  const [reason, setReason] = useKeptState(`${verdict.key} ${id}`, verdict.reason);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const decide = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await verdict.act(id, reason.trim());
      close(true);
    } catch (fault) {
      setError(fault);
      setBusy(false);
    }
  };
  const giveUp = () => close(error !== undefined);
  return (
    <FormDialog
      close={giveUp}
      title={verdict.label}
      send={() => void decide()}
      yes={verdict.label}
      colour={verdict.colour}
      cancel={giveUp}
      isBusy={isBusy}
      isReady={reason.trim() !== ''}
      error={error}
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
          void decide();
        }}
      />
    </FormDialog>
  );
}
