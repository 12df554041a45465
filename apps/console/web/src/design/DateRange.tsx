import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useUrlState } from './url-state';
import { isDay } from './range';

/** First and last day of a period; both are in the URL. */
export function DateRange({ from, to }: { from: string | undefined; to: string | undefined }) {
  const { t } = useTranslation('design');
  const [, move] = useUrlState();
  const isReversed = isDay(from) && isDay(to) && to < from;
  const field = (name: 'from' | 'to', label: string, value: string | undefined) => (
    <TextInput
      type="date"
      label={label}
      value={value ?? ''}
      onChange={({ currentTarget }) => move({ [name]: currentTarget.value || undefined, cursor: undefined }, true)}
      {...(isReversed && name === 'to' ? { error: t('dates.wrong') } : {})}
    />
  );
  return (
    <>
      {field('from', t('dates.since'), from)}
      {field('to', t('dates.until'), to)}
    </>
  );
}
