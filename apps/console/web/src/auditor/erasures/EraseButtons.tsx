import { Button, Text } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { type Field, bodyOf } from '../../design/form/field';
import { FormButton } from '../../design/form/FormButton';

const CHANGES = [['erasures'], ['opt-outs'], ['person']];

/** Erases a person’s data; their opt-out stays. */
export function EraseButton() {
  const { t } = useTranslation('administrator');
  const fields: Field[] = [
    { name: 'phone', label: t('phone'), kind: 'phone', required: true, max: 40 },
    { name: 'advertiserId', label: t('erase.of'), hint: t('erase.ofHint'), kind: 'advertiser' },
    { name: 'reason', label: t('reason'), hint: t('erase.reasonHint'), kind: 'words', required: true, max: 500 },
    { name: 'requestId', label: t('erase.reference'), hint: t('erase.referenceHint'), max: 100 },
  ];
  return (
    <FormButton
      danger
      title={t('erase.title')}
      yes={t('erase.do')}
      fields={fields}
      changes={CHANGES}
      send={(values) => answerOf(api.suppression.POST('/v1/erasures', { body: bodyOf(fields, values) }))}
      result={({ optOut }) => <Text size="sm">{t(optOut === 'begun' ? 'erase.doneAndOut' : 'erase.done')}</Text>}
      trigger={(open) => (
        <Button leftSection={<IconEraser size={16} aria-hidden />} onClick={open}>
          {t('erase.do')}
        </Button>
      )}
    >
      {t('erase.detail')}
    </FormButton>
  );
}

/** Deletes the opt-out as well, on a written request. */
export function ForgetButton() {
  const { t } = useTranslation('administrator');
  const fields: Field[] = [
    { name: 'phone', label: t('phone'), kind: 'phone', required: true, max: 40 },
    { name: 'reason', label: t('reason'), hint: t('noPersonalData'), kind: 'words', required: true, max: 500 },
    { name: 'explainedAt', label: t('forget.explainedAt'), kind: 'instant', required: true },
    { name: 'insistedAt', label: t('forget.insistedAt'), kind: 'instant', required: true },
    { name: 'document', label: t('forget.document'), hint: t('forget.documentHint'), required: true, max: 500 },
  ];
  return (
    <FormButton
      danger
      title={t('forget.title')}
      yes={t('forget.do')}
      fields={fields}
      changes={CHANGES}
      send={(values) => answerOf(api.suppression.POST('/v1/erasures/complete', { body: bodyOf(fields, values) }))}
      result={({ scopes }) => <Text size="sm">{t('forget.done', { count: scopes })}</Text>}
      trigger={(open) => (
        <Button variant="default" onClick={open}>
          {t('forget.do')}
        </Button>
      )}
    >
      {t('forget.detail')}
    </FormButton>
  );
}
