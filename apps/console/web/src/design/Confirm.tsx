import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemView } from './ProblemView';

/**
 * A button whose act is asked back first, with what it means; a refusal is told in the dialog, which stays.
 * @param act - what is done; the dialog closes when it has succeeded
 * @param reason - label of the field where a reason has to be given, which `act` gets
 */
export function Confirm({
  trigger,
  title,
  children,
  yes,
  act,
  reason,
  danger = false,
}: {
  trigger: (open: () => void) => ReactNode;
  title: string;
  children: ReactNode;
  yes: string;
  act: (reason: string) => Promise<unknown>;
  reason?: string;
  danger?: boolean;
}) {
  const { t } = useTranslation('design');
  const [isOpen, { open, close }] = useDisclosure();
  const [said, setSaid] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const begin = () => {
    setSaid('');
    setError(undefined);
    open();
  };
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await act(said.trim());
      close();
    } catch (fault) {
      setError(fault);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {trigger(begin)}
      <Modal opened={isOpen} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }} centered>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void run();
          }}
        >
          <Stack>
            <div>{children}</div>
            {reason !== undefined && (
              <Textarea
                label={reason}
                value={said}
                onChange={({ currentTarget }) => setSaid(currentTarget.value)}
                required
                maxLength={500}
                autosize
                minRows={2}
                data-autofocus
              />
            )}
            {error !== undefined && <ProblemView error={error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t('cancel')}
              </Button>
              <Button type="submit" {...(danger ? { color: 'red' } : {})} loading={isBusy}>
                {yes}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
