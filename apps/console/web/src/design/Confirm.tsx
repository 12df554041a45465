import { type ReactNode, useState } from 'react';
import { useKeptState } from '../session/kept-fields';
import { FormDialog } from './FormDialog';
import { ReasonField } from './ReasonField';

/**
 * A button with a confirmation that explains the action; a refusal is shown in the dialog, which stays open.
 * @param act - what is done; the dialog closes when it has succeeded
 * @param name - of what it is about, where a page has several with one title: an id
 * @param keep - label of the button that does nothing, where "Cancel" would be ambiguous
 * @param advertiserId - whose data it is about: the dialog names them
 * @param reason - label of the field where a reason has to be given, which `act` gets
 */
export function Confirm({
  trigger,
  title,
  children,
  yes,
  act,
  reason,
  name = '',
  advertiserId,
  danger = false,
  keep,
}: {
  trigger: (open: () => void) => ReactNode;
  title: string;
  children: ReactNode;
  yes: string;
  act: (reason: string) => Promise<unknown>;
  reason?: string;
  name?: string;
  advertiserId?: string;
  danger?: boolean;
  keep?: string;
}) {
  const [isOpen, setOpen] = useKeptState(`${title} ${name} is open`, false);
  const [said, setSaid] = useKeptState(`${title} ${name} reason`, '');
  const close = () => setOpen(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const begin = () => {
    setSaid('');
    setError(undefined);
    setOpen(true);
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
      <FormDialog
        isOpen={isOpen}
        close={close}
        title={title}
        send={() => void run()}
        yes={yes}
        cancel={close}
        isBusy={isBusy}
        error={error}
        {...(keep !== undefined && { keep })}
        advertiserId={advertiserId}
        {...(danger && { colour: 'red' })}
      >
        <div>{children}</div>
        {reason !== undefined && <ReasonField label={reason} value={said} change={setSaid} />}
      </FormDialog>
    </>
  );
}
