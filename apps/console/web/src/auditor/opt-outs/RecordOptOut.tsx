import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { type Field, bodyOf } from '../../design/form/field';
import { FormButton } from '../../design/form/FormButton';
import { useScopeWords } from '../persons/PersonStatus';

const SOURCES = ['api', 'complaint'] as const;

/** Opts a person out by hand, without a confirmation. */
export function RecordOptOut() {
  const { t } = useTranslation('administrator');
  const scopeWords = useScopeWords();
  const fields: Field[] = [
    { name: 'phone', label: t('phone'), kind: 'phone', required: true, max: 40 },
    {
      ...{ name: 'scope', label: t('optOuts.columns.scope'), kind: 'advertiser', required: true },
      options: [{ value: '*', label: t('optOuts.everyone') }],
    },
    {
      ...{ name: 'source', label: t('optOuts.columns.source'), kind: 'choice', required: true },
      options: SOURCES.map((source) => ({ value: source, label: t(`optOuts.sources.${source}`) })),
    },
    { name: 'reason', label: t('reason'), hint: t('noPersonalData'), kind: 'words', required: true, max: 500 },
  ];
  return (
    <FormButton
      title={t('optOuts.record')}
      yes={t('optOuts.record')}
      fields={fields}
      initial={RECORDED}
      changes={[['opt-outs'], ['person']]}
      send={(values) => answerOf(api.suppression.PUT('/v1/opt-outs', { body: bodyOf(fields, values) }))}
      result={({ scope, state }) => (
        <Text size="sm">{t(`optOuts.recorded.${state}`, { scope: scopeWords(scope) })}</Text>
      )}
      trigger={(open) => (
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
          {t('optOuts.record')}
        </Button>
      )}
    >
      {t('optOuts.recordDetail')}
    </FormButton>
  );
}

const RECORDED = { source: 'api' };
