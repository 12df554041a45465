import { useTranslation } from 'react-i18next';
import { formatsOf } from './formats';

const known = new Map<string, ReturnType<typeof formatsOf>>();

/** Numbers, times and money as the person's language writes them; one for all that asks. */
export function useFormats() {
  const { language } = useTranslation().i18n;
  const formats = known.get(language) ?? formatsOf(language);
  known.set(language, formats);
  return formats;
}
