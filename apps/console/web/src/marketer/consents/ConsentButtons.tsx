import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { type Field, type Values, bodyOf, localInstant } from '../../design/form/field';
import { FormButton } from '../../design/form/FormButton';

const BASES = ['consent', 'soft_opt_in', 'inquiry', 'b2b', 'charity_li'] as const;
/** Facts that each basis needs beside those of every record; the service asks for them again. */
const FACTS: Readonly<Record<string, readonly string[]>> = {
  soft_opt_in: ['collectedDuring', 'similarProducts', 'refusalOffered'],
  inquiry: ['inquiredAbout'],
  b2b: ['profession', 'informedAtCollection', 'refusalOffered'],
  charity_li: ['informedAtCollection', 'refusalOffered'],
};
const TEXTS = ['inquiredAbout', 'profession'];

interface Buttons {
  advertiserId: string;
  /** The number that was looked up last. */
  phone: string;
}

/** Records the consent of a person by hand, with what makes it provable. */
export function RecordConsent({ advertiserId, phone }: Buttons) {
  const { t } = useTranslation('administrator');
  const fact = (name: string): Field => {
    const field = { name, label: t(`consents.facts.${name}`), required: true };
    if (TEXTS.includes(name)) return { ...field, max: 200 };
    if (name !== 'collectedDuring') return { ...field, kind: 'box' };
    const options = ['sale', 'service'].map((each) => ({ value: each, label: t(`consents.during.${each}`) }));
    return { ...field, kind: 'choice', options };
  };
  const fields = ({ basis = '' }: Values): Field[] => [
    { name: 'phone', label: t('phone'), kind: 'phone', required: true, max: 100 },
    {
      name: 'grantedAt',
      label: t('consents.grantedAt'),
      hint: t('consents.grantedHint'),
      kind: 'instant',
      required: true,
    },
    { name: 'source', label: t('consents.source'), hint: t('consents.sourceHint'), required: true, max: 200 },
    {
      ...{ name: 'wording', label: t('consents.wording'), hint: t('consents.wordingHint') },
      ...{ kind: 'words', required: true, max: 2_000 },
    },
    {
      ...{ name: 'basis', label: t('consents.basis'), kind: 'choice', required: true },
      options: BASES.map((each) => ({ value: each, label: t(`consents.bases.${each}`) })),
    },
    ...(FACTS[basis] ?? []).map(fact),
  ];
  return (
    <FormButton
      title={t('consents.record')}
      yes={t('consents.record')}
      fields={fields}
      initial={{ phone, grantedAt: localInstant(), basis: 'consent' }}
      advertiserId={advertiserId}
      changes={[['consents'], ['person']]}
      send={(values) => {
        const body = bodyOf<Record<string, string>>(fields(values), values);
        return answerOf(api.compliance.POST('/v1/consents', { body: { ...body, advertiserId } as never }));
      }}
      trigger={(open) => (
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
          {t('consents.record')}
        </Button>
      )}
    />
  );
}

/** Records that a person took a consent back. */
export function WithdrawConsent({ advertiserId, phone }: Buttons) {
  const { t } = useTranslation('administrator');
  const fields: Field[] = [
    { name: 'phone', label: t('phone'), kind: 'phone', required: true, max: 100 },
    { name: 'withdrawnAt', label: t('consents.withdrawnAt'), kind: 'instant', required: true },
    { name: 'source', label: t('consents.how'), hint: t('consents.howHint'), required: true, max: 200 },
    { name: 'reason', label: t('reason'), hint: t('noPersonalData'), kind: 'words', max: 500 },
  ];
  return (
    <FormButton
      danger
      title={t('consents.withdraw')}
      yes={t('consents.withdraw')}
      fields={fields}
      initial={{ phone, withdrawnAt: localInstant() }}
      advertiserId={advertiserId}
      changes={[['consents'], ['person']]}
      send={(values) => {
        const body = bodyOf<Record<string, string>>(fields, values);
        return answerOf(api.compliance.POST('/v1/consents/withdrawals', { body: { ...body, advertiserId } as never }));
      }}
      trigger={(open) => (
        <Button variant="default" onClick={open}>
          {t('consents.withdraw')}
        </Button>
      )}
    >
      {t('consents.withdrawDetail')}
    </FormButton>
  );
}
