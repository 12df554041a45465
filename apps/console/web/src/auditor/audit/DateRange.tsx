import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../design/url-state';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (day: string | undefined): day is string =>
  day !== undefined && DAY.test(day) && !Number.isNaN(Date.parse(day));

/** Midnight of the person's own time zone, some days later. */
function midnight(day: string, later = 0): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + later);
  return at.toISOString();
}

/** Period of two days, both included; a day that is none, or an end before the beginning, is left out. */
export function rangeOf(from: string | undefined, to: string | undefined): { from?: string; to?: string } {
  const [first, last] = [isDay(from) ? from : undefined, isDay(to) ? to : undefined];
  if (first !== undefined && last !== undefined && last < first) return { from: midnight(first) };
  return { ...(first && { from: midnight(first) }), ...(last && { to: midnight(last, 1) }) };
}

/** First and last day of a period; both are in the URL. */
export function DateRange({ from, to }: { from: string | undefined; to: string | undefined }) {
  const { t } = useTranslation('auditor');
  const [, move] = useUrlState();
  const isReversed = isDay(from) && isDay(to) && to < from;
  const field = (name: 'from' | 'to', label: string, value: string | undefined) => (
    <TextInput
      type="date"
      label={label}
      value={value ?? ''}
      onChange={({ currentTarget }) => move({ [name]: currentTarget.value || undefined, cursor: undefined }, true)}
      {...(isReversed && name === 'to' ? { error: t('audit.wrongDates') } : {})}
    />
  );
  return (
    <>
      {field('from', t('audit.since'), from)}
      {field('to', t('audit.until'), to)}
    </>
  );
}
