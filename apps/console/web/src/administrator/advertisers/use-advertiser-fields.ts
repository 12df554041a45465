import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import type { Field } from '../../design/form/field';
import { useFormats } from '../../design/use-formats';

/** Countries with a rule pack: no advert is sent elsewhere. */
export function useCountries(): { value: string; label: string }[] {
  const { region } = useFormats();
  const { data } = useQuery({
    queryKey: ['rule-packs'],
    staleTime: 300_000,
    queryFn: ({ signal }) => answerOf(api.compliance.GET('/v1/rule-packs', { signal })),
  });
  const codes = new Set((data?.items ?? []).flatMap(({ regions }) => regions));
  return [...codes]
    .map((code) => ({ value: code, label: region(code) }))
    .sort((one, other) => one.label.localeCompare(other.label));
}

/** Fields that creating and changing an advertiser have in common. */
export function useAdvertiserFields() {
  const { t } = useTranslation('administrator');
  const field = (name: string, more: Partial<Field> = {}): Field => ({ name, label: t(`fields.${name}`), ...more });
  const hint = (name: string) => t(`hints.${name}`);
  return {
    name: field('name', { required: true, max: 100, hint: hint('name') }),
    registration: field('registration', { max: 40, hint: hint('registration') }),
    sender: field('sender', { required: true, max: 11, hint: hint('sender') }),
    contact: field('contact', { max: 90, hint: hint('contact') }),
    codes: field('codes', { kind: 'list', hint: hint('codes') }),
    linkHosts: field('linkHosts', { kind: 'list', hint: hint('linkHosts') }),
    webhookUrl: field('webhookUrl', { max: 2_000, hint: hint('webhookUrl') }),
  };
}
