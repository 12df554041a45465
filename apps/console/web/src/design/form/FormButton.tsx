import { Button, FileInput, Modal, Stack } from '@mantine/core';
import type { QueryKey } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../api/use-act';
import { useKeptState } from '../../session/kept-fields';
import { FormDialog } from '../FormDialog';
import type { Field, Values } from './field';
import { isShownAtFields } from './field-faults';
import { FormFields, isComplete } from './FormFields';

const EMPTY: Values = {};

/**
 * A button with a form in a dialog. A refusal is shown at its field, or else below the form.
 * @param initial - values when the dialog opens
 * @param name - of what it is about, where a page has several with one title: an id
 * @param send - the call, with the values of all fields
 * @param changes - first parts of the keys of what it changes
 * @param file - a file that is sent too
 * @param result - what came of it: shown in the dialog, which otherwise closes, and forgotten with it
 * @param advertiserId - whose data it is about: the dialog names them
 */
export function FormButton<Answer>({
  trigger,
  title,
  yes,
  children,
  fields,
  initial = EMPTY,
  name = '',
  send,
  changes,
  file: asksFile,
  result,
  advertiserId,
  danger = false,
}: {
  trigger: (open: () => void) => ReactNode;
  title: string;
  yes: string;
  children?: ReactNode;
  fields: readonly Field[] | ((values: Values) => readonly Field[]);
  initial?: Values;
  name?: string;
  send: (values: Values, file: File | null) => Promise<Answer>;
  changes: readonly QueryKey[];
  file?: { label: string; hint?: string; accept?: string };
  result?: (answer: Answer) => ReactNode;
  advertiserId?: string | undefined;
  danger?: boolean;
}) {
  const { t } = useTranslation('design');
  const [isOpen, setOpen] = useKeptState(`${title} ${name} is open`, false);
  const [values, setValues] = useKeptState(`${title} ${name} fields`, initial);
  const [file, setFile] = useState<File | null>(null);
  const act = useAct((given: Values) => send(given, file), {
    changes,
    then: () => {
      if (result === undefined) setOpen(false);
    },
  });
  const asked = typeof fields === 'function' ? fields(values) : fields;
  const open = () => {
    setValues(initial);
    setFile(null);
    act.reset();
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    act.reset();
  };
  const fileWords = asksFile?.hint === undefined ? {} : { description: asksFile.hint };
  if (result !== undefined && act.isSuccess) {
    return (
      <>
        {trigger(open)}
        <Modal opened={isOpen} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }} centered>
          <Stack>
            <div role="status">{result(act.data)}</div>
            <Button variant="default" onClick={close} style={{ alignSelf: 'flex-end' }}>
              {t('close')}
            </Button>
          </Stack>
        </Modal>
      </>
    );
  }
  return (
    <>
      {trigger(open)}
      <FormDialog
        isOpen={isOpen}
        close={close}
        title={title}
        send={() => act.mutate(values)}
        yes={yes}
        cancel={close}
        isBusy={act.isPending}
        isReady={isComplete(asked, values) && (asksFile === undefined || file !== null)}
        error={isShownAtFields(act.error, asked) ? undefined : act.error}
        advertiserId={advertiserId}
        {...(danger && { colour: 'red' })}
      >
        {children !== undefined && <div>{children}</div>}
        {asksFile !== undefined && (
          <FileInput
            label={asksFile.label}
            {...fileWords}
            placeholder={t('chooseFile')}
            accept={asksFile.accept ?? '.csv,.txt,.tsv,text/csv'}
            value={file}
            onChange={setFile}
            required
            clearable
            clearButtonProps={{ 'aria-label': t('clear') }}
          />
        )}
        <FormFields fields={asked} values={values} change={setValues} error={act.error} />
      </FormDialog>
    </>
  );
}
