import { Button, Stack, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { FormDialog } from '../../design/FormDialog';
import { jsonFile, saveFile } from '../../design/save-file';
import { useSession } from '../../session/session';
import type { Proof } from '../parts';

/** With the number in the body, the document is linked to the number; otherwise to none. */
function load({ messageId: id }: Proof, phone: string): Promise<Proof> {
  const params = { path: { id } };
  return answerOf(
    phone === ''
      ? api.compliance.GET('/v1/messages/{id}/proof', { params })
      : api.compliance.POST('/v1/messages/{id}/proof', { params, body: { phone } }),
  );
}

/** Saves the proof, with the keys by which it is checked; tied to the number for whoever may see numbers and has it. */
export function ProofFile({ proof }: { proof: Proof }) {
  const { t } = useTranslation('auditor');
  const { roles } = useSession();
  const [isOpen, setOpen] = useState(false);
  const [phone, setPhone] = useState('');
  const seesNumbers = roles.some((role) => role === 'auditor' || role === 'admin');
  const close = () => {
    setOpen(false);
    setPhone('');
  };
  const save = useMutation({
    mutationFn: async () => {
      const [document, keys] = await Promise.all([
        load(proof, phone.trim()),
        answerOf(api.compliance.GET('/v1/proof-keys')),
      ]);
      saveFile(`proof-${proof.messageId}.json`, jsonFile(document));
      saveFile('proof-keys.json', jsonFile(keys));
    },
    onSuccess: close,
  });
  return (
    <>
      <Button
        className="no-print"
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('proof.download')}
      </Button>
      <FormDialog
        isOpen={isOpen}
        close={close}
        title={t('proof.download')}
        send={() => save.mutate()}
        yes={t('proof.save')}
        isBusy={save.isPending}
        error={save.error}
      >
        <Stack gap="sm">
          <Text size="sm">{t('proof.files')}</Text>
          {seesNumbers && (
            <TextInput
              label={t('proof.number')}
              description={t('proof.numberDetail')}
              type="tel"
              autoComplete="off"
              maxLength={40}
              value={phone}
              onChange={(event) => setPhone(event.currentTarget.value)}
            />
          )}
        </Stack>
      </FormDialog>
    </>
  );
}
