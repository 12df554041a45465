import { Alert, Button, Paper, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { ProblemError } from '../../api/problem';
import { useAct } from '../../api/use-act';
import { type Field, type Values, bodyOf } from '../../design/form/field';
import { isShownAtFields } from '../../design/form/field-faults';
import { FormFields, isComplete } from '../../design/form/FormFields';
import { PageHead } from '../../design/PageHead';
import { ProblemView } from '../../design/ProblemView';
import { useKeptState } from '../../session/kept-fields';
import { useAdvertiserFields, useCountries } from './use-advertiser-fields';

const START: Values = { country: 'FR' };
const SEPARATE = 'separate';

/** Accounts that seem to be of the same company, when the service asks which. */
const accountsOf = (error: unknown): { id: string; name: string; legalName: string }[] | undefined =>
  error instanceof ProblemError && error.code === 'legal-entity-known' ? (error.rest['accounts'] as never) : undefined;

export function NewAdvertiserPage() {
  const { t } = useTranslation('administrator');
  const navigate = useNavigate();
  const [values, setValues] = useKeptState('new advertiser', START);
  // A second press, or one after a lost answer, creates no second advertiser.
  const [key] = useState(() => crypto.randomUUID());
  const { name, registration, sender, contact, codes, linkHosts, webhookUrl } = useAdvertiserFields();
  const fields: Field[] = [
    name,
    { name: 'legalName', label: t('fields.legalName'), hint: t('hints.legalName'), required: true, max: 200 },
    registration,
    { name: 'country', label: t('fields.country'), kind: 'choice', options: useCountries(), required: true },
    sender,
    { name: 'shortCode', label: t('fields.shortCode'), hint: t('hints.shortCode'), required: true, max: 12 },
    ...[codes, contact, linkHosts, webhookUrl],
  ];
  const create = useAct(
    () =>
      answerOf(
        api.campaign.POST('/v1/advertisers', {
          params: { header: { 'Idempotency-Key': key + (values['same'] ?? '') } },
          body: { ...bodyOf<Record<string, unknown>>(fields, values), ...decisionOf(values) } as never,
        }),
      ),
    { changes: [['advertisers']], then: ({ id }) => void navigate({ to: `/advertisers/${id}` }) },
  );
  const accounts = accountsOf(create.error);
  return (
    <>
      <PageHead title={t('create.title')} detail={t('create.detail')} />
      <Paper withBorder p="md" maw={720}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <Stack>
            <FormFields fields={fields} values={values} change={setValues} error={create.error} />
            {accounts !== undefined && <SameEntity accounts={accounts} values={values} change={setValues} />}
            {accounts === undefined && create.error !== null && !isShownAtFields(create.error, fields) && (
              <ProblemView error={create.error} />
            )}
            <Button
              type="submit"
              loading={create.isPending}
              disabled={!isComplete(fields, values)}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('create.do')}
            </Button>
          </Stack>
        </form>
      </Paper>
    </>
  );
}

function decisionOf({ same = '', why = '' }: Values): object {
  if (same === '') return {};
  return same === SEPARATE ? { separateEntity: { reason: why } } : { sameEntityAs: same };
}

/** Asks whether the new account is of a company that has one, whose opt-outs it then shares. */
function SameEntity({
  accounts,
  values,
  change,
}: {
  accounts: readonly { id: string; name: string; legalName: string }[];
  values: Values;
  change: (values: Values) => void;
}) {
  const { t } = useTranslation('administrator');
  const options = [
    ...accounts.map(({ id, name, legalName }) => ({ value: id, label: t('create.shares', { name, legalName }) })),
    { value: SEPARATE, label: t('create.separate') },
  ];
  const fields: Field[] = [
    { name: 'same', label: t('create.same'), kind: 'choice', options, required: true },
    ...(values['same'] === SEPARATE
      ? [{ name: 'why', label: t('create.why'), kind: 'words', required: true, max: 500 } as const]
      : []),
  ];
  return (
    <Alert color="orange" title={t('create.known')} role="alert">
      <Stack>
        <Text size="sm">{t('create.knownDetail')}</Text>
        <FormFields fields={fields} values={values} change={change} error={undefined} />
      </Stack>
    </Alert>
  );
}
