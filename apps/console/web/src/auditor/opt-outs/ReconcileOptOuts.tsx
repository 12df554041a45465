import { Button, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { csvBody } from '../../design/csv-body';
import { type Field, type Values, bodyOf } from '../../design/form/field';
import { FormButton } from '../../design/form/FormButton';
import { useFormats } from '../../design/use-formats';
import { useScopeWords } from '../persons/PersonStatus';
import { RefusedRows } from './RefusedRows';

/** Compares the list of numbers that an operator blocks with ours. */
export function ReconcileOptOuts() {
  const { t } = useTranslation('administrator');
  const { number } = useFormats();
  const scopeWords = useScopeWords();
  // The list is of one advertiser, or of all on a short code: one of the two.
  const fields = (values: Values): Field[] => [
    { name: 'operator', label: t('optOuts.operator'), hint: t('optOuts.operatorHint'), required: true, max: 50 },
    ...((values['code'] ?? '') === ''
      ? [{ name: 'advertiserId', label: t('advertiser.title'), kind: 'advertiser' } as const]
      : []),
    ...((values['advertiserId'] ?? '') === ''
      ? [{ name: 'code', label: t('optOuts.code'), hint: t('optOuts.codeHint'), max: 8 }]
      : []),
  ];
  return (
    <FormButton
      title={t('optOuts.reconcile')}
      yes={t('optOuts.reconcileDo')}
      fields={fields}
      file={{ label: t('optOuts.operatorFile'), hint: t('optOuts.operatorFileHint') }}
      changes={[['opt-outs'], ['person']]}
      send={(values, file) =>
        answerOf(
          api.suppression.POST('/v1/opt-outs/reconcile', {
            params: { query: bodyOf<{ operator: string }>(fields(values), values) },
            ...csvBody(file),
          }),
        )
      }
      result={({ listed, optedOut, onlyHere, refusedCount, refused }) => (
        <>
          <Text size="sm">{t('optOuts.reconciled', { listed: number(listed), optedOut: number(optedOut) })}</Text>
          <List size="sm">
            {(onlyHere ?? []).map(({ scope, count }) => (
              <List.Item key={scope}>
                {t('optOuts.onlyHere', { scope: scopeWords(scope), number: number(count) })}
              </List.Item>
            ))}
          </List>
          <RefusedRows count={refusedCount} rows={refused} />
        </>
      )}
      trigger={(open) => (
        <Button variant="default" onClick={open}>
          {t('optOuts.reconcile')}
        </Button>
      )}
    >
      {t('optOuts.reconcileDetail')}
    </FormButton>
  );
}
