import { useTranslation } from 'react-i18next';
import { Facts } from '../../design/Facts';
import { useFormats } from '../../design/use-formats';
import type { ConsentCounts } from '../parts';

const COUNTS = ['complete', 'withoutDate', 'withoutSource', 'withoutWording', 'notGiven', 'none'] as const;

/** Contacts by what is there of their consent and what is missing. */
export function ConsentFacts({ consents }: { consents: ConsentCounts }) {
  const { t } = useTranslation('marketer');
  const { number } = useFormats();
  return <Facts facts={COUNTS.map((part) => [t(`consents.${part}`), number(consents[part])])} />;
}
