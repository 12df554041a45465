import { useTranslation } from 'react-i18next';
import type { Campaign } from '../parts';

type Control = Campaign['controls'][number];

/** Reason of a control in the person's language: a campaign that paused itself has a code, and a person wrote their own words. */
export function usePauseWords(): (control: Pick<Control, 'code' | 'reason'>) => string | undefined {
  const { t, i18n } = useTranslation('marketer');
  return ({ code, reason }) => {
    const key = `marketer:campaign.itself.${code ?? ''}`;
    return code !== undefined && i18n.exists(key) ? t(key) : reason;
  };
}
