import { Button, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { csvBody } from '../../design/csv-body';
import type { Field } from '../../design/form/field';
import { FormButton } from '../../design/form/FormButton';
import { useFormats } from '../../design/use-formats';
import { RefusedRows } from './RefusedRows';

/** Imports the opt-outs of another platform from a file. */
export function ImportOptOuts() {
  const { t } = useTranslation('administrator');
  const { number } = useFormats();
  const fields: Field[] = [
    { name: 'advertiserId', label: t('optOuts.of'), hint: t('optOuts.importOf'), kind: 'advertiser' },
  ];
  return (
    <FormButton
      title={t('optOuts.import')}
      yes={t('optOuts.importDo')}
      fields={fields}
      file={{ label: t('optOuts.file'), hint: t('optOuts.fileHint') }}
      changes={[['opt-outs'], ['person']]}
      send={({ advertiserId = '' }, file) =>
        answerOf(
          api.suppression.POST('/v1/opt-outs/import', {
            params: { query: advertiserId === '' ? {} : { advertiserId } },
            ...csvBody(file),
          }),
        )
      }
      result={({ imported, repeated, skipped, notUnderstood, refusedCount, refused }) => (
        <>
          <Text size="sm">
            {t('optOuts.imported', {
              imported: number(imported),
              repeated: number(repeated),
              skipped: number(skipped),
            })}
          </Text>
          {notUnderstood > 0 && <Text size="sm">{t('optOuts.unclear', { number: number(notUnderstood) })}</Text>}
          <RefusedRows count={refusedCount} rows={refused} />
        </>
      )}
      trigger={(open) => (
        <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} onClick={open}>
          {t('optOuts.import')}
        </Button>
      )}
    >
      {t('optOuts.importDetail')}
    </FormButton>
  );
}
