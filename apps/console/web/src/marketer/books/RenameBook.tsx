import { Button, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { FormDialog } from '../../design/FormDialog';
import { useKeptState } from '../../session/kept-fields';

/** A new name for a book; refused when somebody else changed it meanwhile. */
export function RenameBook({
  id,
  name: before,
  version,
  advertiserId,
}: {
  id: string;
  name: string;
  version: number;
  advertiserId: string;
}) {
  const { t } = useTranslation('marketer');
  const [isOpen, setOpen] = useKeptState('rename is open', false);
  const [name, setName] = useKeptState('rename', before);
  const close = () => setOpen(false);
  const rename = useAct(
    () =>
      answerOf(
        api.campaign.PATCH('/v1/address-books/{id}', {
          params: { path: { id }, header: { 'If-Match': `"${version}"` } },
          body: { name: name.trim() },
        }),
      ),
    { changes: [['book', id], ['books']], then: close },
  );
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
        onClick={() => {
          setName(before);
          rename.reset();
          setOpen(true);
        }}
      >
        {t('book.rename')}
      </Button>
      <FormDialog
        isOpen={isOpen}
        close={close}
        title={t('book.rename')}
        send={rename.mutate}
        yes={t('book.rename')}
        isBusy={rename.isPending}
        error={rename.error}
        advertiserId={advertiserId}
      >
        <TextInput
          label={t('books.name')}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          required
          maxLength={100}
          data-autofocus
        />
      </FormDialog>
    </>
  );
}
