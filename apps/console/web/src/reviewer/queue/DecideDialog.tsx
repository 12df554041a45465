import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemView } from '../../design/ProblemView';

/** What is decided of one thing in a queue. */
export interface Verdict {
  /** The letter that begins it. */
  key: string;
  label: string;
  colour: string;
  /** Proposed as the reason; a person may write another. */
  reason: string;
  act: (id: string, reason: string) => Promise<unknown>;
}

/** Asks for the reason of a decision; a refusal (somebody else was faster, and who) is told in it. */
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
  const { t } = useTranslation(['reviewer', 'design']);
  const [reason, setReason] = useState(verdict.reason);
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
  return (
    <Modal
      opened
      onClose={() => close(error !== undefined)}
      title={verdict.label}
      closeButtonProps={{ 'aria-label': t('design:close') }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void decide();
        }}
      >
        <Stack>
          <Text size="sm" lineClamp={6} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {text}
          </Text>
          <Textarea
            label={t('reason')}
            description={t('reasonHint')}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey) return;
              event.preventDefault();
              void decide();
            }}
            required
            maxLength={500}
            autosize
            minRows={2}
            data-autofocus
          />
          {error !== undefined && <ProblemView error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => close(error !== undefined)}>
              {t('design:cancel')}
            </Button>
            <Button type="submit" color={verdict.colour} loading={isBusy} disabled={reason.trim() === ''}>
              {verdict.label}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
