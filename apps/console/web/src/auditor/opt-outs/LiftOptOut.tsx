import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { type Field, bodyOf } from '../../design/form/field';
import { FormButton } from '../../design/form/FormButton';

/** Lifts an opt-out on a document of the person, of which the platform keeps the digest alone. */
export function LiftOptOut() {
  const { t } = useTranslation('administrator');
  const fields: Field[] = [
    { name: 'phone', label: t('phone'), kind: 'phone', required: true, max: 40 },
    { name: 'advertiserId', label: t('advertiser.title'), kind: 'advertiser', required: true },
    { name: 'reason', label: t('reason'), hint: t('noPersonalData'), kind: 'words', required: true, max: 500 },
    { name: 'document/kind', label: t('optOuts.kind'), hint: t('optOuts.kindHint'), required: true, max: 100 },
    { name: 'document/keptAt', label: t('optOuts.keptAt'), hint: t('optOuts.keptAtHint'), required: true, max: 300 },
    { name: 'document/date', label: t('optOuts.date'), hint: t('optOuts.dateHint'), kind: 'instant', required: true },
  ];
  return (
    <FormButton
      title={t('optOuts.lift')}
      yes={t('optOuts.lift')}
      fields={fields}
      file={{ label: t('optOuts.document'), hint: t('optOuts.documentHint'), accept: '*' }}
      changes={[['opt-outs'], ['person']]}
      send={async (values, file) => {
        const { sha256Hex } = await import('../proofs/browser-crypto');
        const sha256 = sha256Hex(new Uint8Array(await (file ?? new Blob()).arrayBuffer()));
        const body = bodyOf<{ document: object }>(fields, values);
        return answerOf(
          api.suppression.POST('/v1/opt-outs/lift', {
            body: { ...body, document: { ...body.document, sha256 } } as never,
          }),
        );
      }}
      result={({ stillBlocked }) => (
        <Text size="sm">{t(stillBlocked ? 'optOuts.stillBlocked' : 'optOuts.lifted')}</Text>
      )}
      trigger={(open) => (
        <Button variant="default" onClick={open}>
          {t('optOuts.lift')}
        </Button>
      )}
    >
      {t('optOuts.liftDetail')}
    </FormButton>
  );
}
