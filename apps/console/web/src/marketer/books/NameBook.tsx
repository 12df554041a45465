import { Checkbox, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { FormDialog } from '../../design/FormDialog';
import { useKeptState } from '../../session/kept-fields';

/** Asks for the name of a new address book, makes it and goes there. */
export function NameBook({
  advertiserId,
  trigger,
}: {
  advertiserId: string;
  trigger: (open: () => void) => ReactNode;
}) {
  const { t } = useTranslation('marketer');
  const [isOpen, setOpen] = useKeptState('new book is open', false);
  const [name, setName] = useKeptState('new book', '');
  const [forTests, setForTests] = useKeptState('new book is for tests', false);
  const close = () => setOpen(false);
  const navigate = useNavigate();
  const create = useAct(
    () =>
      answerOf(
        api.campaign.POST('/v1/address-books', { params: {}, body: { advertiserId, name: name.trim(), forTests } }),
      ),
    { changes: [['books']], then: ({ id }) => void navigate({ to: `/address-books/${id}` }) },
  );
  return (
    <>
      {trigger(() => setOpen(true))}
      <FormDialog
        isOpen={isOpen}
        close={close}
        title={t('books.create')}
        send={create.mutate}
        yes={t('books.create')}
        cancel={close}
        isBusy={create.isPending}
        error={create.error}
        advertiserId={advertiserId}
      >
        <TextInput
          label={t('books.name')}
          description={t('books.nameHint')}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          required
          maxLength={100}
          data-autofocus
        />
        <Checkbox
          label={t('books.forTests')}
          checked={forTests}
          onChange={({ currentTarget }) => setForTests(currentTarget.checked)}
        />
      </FormDialog>
    </>
  );
}
