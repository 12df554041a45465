import { ActionIcon, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { FormDialog } from '../../design/FormDialog';
import { useKeptState } from '../../session/kept-fields';
import type { Contact } from '../parts';

/** Edits a contact; a removed value is deleted. The number stays: another number is another person's. */
export function EditContact({ bookId, contact }: { bookId: string; contact: Contact }) {
  const { t } = useTranslation('marketer');
  const [isOpen, setOpen] = useKeptState(`edit ${contact.id} is open`, false);
  const [values, setValues] = useKeptState<Record<string, string>>(`edit ${contact.id}`, contact.attributes);
  const close = () => setOpen(false);
  const edit = useAct(
    () =>
      answerOf(
        api.campaign.PATCH('/v1/address-books/{id}/contacts/{contactId}', {
          params: { path: { id: bookId, contactId: contact.id }, header: { 'If-Match': `"${contact.version}"` } },
          body: {
            attributes: Object.fromEntries(
              Object.entries(values).map(([name, value]) => [name, value.trim() === '' ? null : value]),
            ),
          },
        }),
      ),
    { changes: [['contacts', bookId]], then: close },
  );
  const names = Object.keys(contact.attributes);
  if (names.length === 0) return null;
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        onClick={() => {
          setValues(contact.attributes);
          edit.reset();
          setOpen(true);
        }}
        aria-label={t('book.edit', { number: contact.maskedMsisdn })}
      >
        <IconPencil size={18} aria-hidden />
      </ActionIcon>
      <FormDialog
        isOpen={isOpen}
        close={close}
        title={t('book.edit', { number: contact.maskedMsisdn })}
        send={edit.mutate}
        yes={t('book.save')}
        isBusy={edit.isPending}
        error={edit.error}
      >
        {names.map((name) => (
          <TextInput
            key={name}
            label={name}
            value={values[name] ?? ''}
            onChange={({ currentTarget: { value } }) => setValues({ ...values, [name]: value })}
          />
        ))}
      </FormDialog>
    </>
  );
}
