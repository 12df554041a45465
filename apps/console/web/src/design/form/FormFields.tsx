import { useEffect, useRef } from 'react';
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem';
import type { Field, Values } from './field';
import { refusedFields } from './field-faults';
import { FieldInput } from './FieldInput';

/** Fields of a form, each with what a service refused about it. The first refused field gets the focus. */
export function FormFields({
  fields,
  values,
  change,
  error,
}: {
  fields: readonly Field[];
  values: Values;
  change: (values: Values) => void;
  error: unknown;
}) {
  const { t, i18n } = useTranslation(['design', 'problems']);
  const refused = refusedFields(error, fields);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error !== null && error !== undefined) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [error]);
  const own = error instanceof ProblemError ? `problems:${error.code}` : '';
  const words = own !== 'problems:invalid-request' && i18n.exists(own) ? t(own, { fields: '' }) : t('fieldRefused');
  return (
    <Stack ref={form}>
      {fields.map((field) => {
        const value = values[field.name] ?? '';
        const fault = refused.includes(field.name) ? words : undefined;
        return (
          <FieldInput
            key={field.name}
            field={field}
            value={value}
            change={(next) => change({ ...values, [field.name]: next })}
            error={isTooLong(field, value) ? t('tooLong', { count: value.trim().length, max: field.max }) : fault}
          />
        );
      })}
    </Stack>
  );
}

const isTooLong = ({ max }: Field, value: string): boolean => max !== undefined && value.trim().length > max;

/** True if nothing is missing that is required, and nothing is too long. */
export const isComplete = (fields: readonly Field[], values: Values): boolean =>
  fields.every((field) => {
    const value = values[field.name] ?? '';
    return !isTooLong(field, value) && (field.required !== true || value.trim() !== '');
  });
