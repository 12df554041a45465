import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatsOf } from './formats';

/** Numbers, times and money as the person's language writes them. */
export function useFormats() {
  const { i18n } = useTranslation();
  return useMemo(() => formatsOf(i18n.language), [i18n.language]);
}
