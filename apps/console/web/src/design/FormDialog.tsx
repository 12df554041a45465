import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ForAdvertiser } from './ForAdvertiser';
import { ProblemView } from './ProblemView';

/**
 * A form in a dialog; a refusal is shown in it, and it stays open.
 * @param send - when the form is sent
 * @param yes - what the button says that sends it
 * @param cancel - absent where closing is enough
 * @param keep - label of the button that cancels, where "Cancel" would be ambiguous
 * @param error - what was refused; null or undefined while nothing was
 * @param advertiserId - whose data it creates or changes: the dialog names them
 */
export function FormDialog({
  isOpen = true,
  close,
  title,
  send,
  yes,
  colour,
  cancel,
  keep,
  isBusy,
  isReady = true,
  error,
  advertiserId,
  children,
}: {
  isOpen?: boolean;
  close: () => void;
  title: string;
  send: () => void;
  yes: string;
  colour?: string;
  cancel?: () => void;
  keep?: string;
  isBusy: boolean;
  isReady?: boolean;
  error: unknown;
  advertiserId?: string | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation('design');
  return (
    <Modal opened={isOpen} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Stack>
          {advertiserId !== undefined && <ForAdvertiser id={advertiserId} />}
          {children}
          {error !== undefined && error !== null && <ProblemView error={error} />}
          <Group justify="flex-end">
            {cancel !== undefined && (
              <Button variant="default" onClick={cancel}>
                {keep ?? t('cancel')}
              </Button>
            )}
            <Button type="submit" {...(colour !== undefined && { color: colour })} loading={isBusy} disabled={!isReady}>
              {yes}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
