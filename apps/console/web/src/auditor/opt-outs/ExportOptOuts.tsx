import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import type { Field } from '../../design/form/field';
import { FormButton } from '../../design/form/FormButton';
import { jsonFile, saveFile } from '../../design/save-file';

/** Saves the opt-outs of an advertiser as a signed file, with its signature and the key. */
export function ExportOptOuts() {
  const { t } = useTranslation('administrator');
  const fields: Field[] = [{ name: 'advertiserId', label: t('advertiser.title'), kind: 'advertiser', required: true }];
  const save = async (advertiserId: string) => {
    const params = { query: { advertiserId } };
    const answer = api.suppression.GET('/v1/opt-outs/export', { params, parseAs: 'blob' });
    const file = await answerOf(answer);
    const id = (await answer).response.headers.get('x-export-id') ?? '';
    // It is signed when its last line is sent.
    const signature = await answerOf(
      api.suppression.GET('/v1/opt-outs/exports/{id}/signature', { params: { path: { id } } }),
    );
    saveFile(`opt-outs-${id}.jsonl`, file as unknown as Blob);
    saveFile(`opt-outs-${id}.signature.json`, jsonFile(signature));
    saveFile('export-key.json', jsonFile(await answerOf(api.suppression.GET('/v1/opt-outs/export-key'))));
  };
  return (
    <FormButton
      title={t('optOuts.export')}
      yes={t('optOuts.export')}
      fields={fields}
      changes={[]}
      send={({ advertiserId = '' }) => save(advertiserId)}
      trigger={(open) => (
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={open}>
          {t('optOuts.export')}
        </Button>
      )}
    >
      {t('optOuts.exportDetail')}
    </FormButton>
  );
}
