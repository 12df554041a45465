import type { Schemas } from '@stopsms/clients';
import { useTranslation } from 'react-i18next';

type OptOutCause = NonNullable<Schemas['suppression']['PersonStatusAnswer']['changes'][number]['cause']>;

/** Texts of the reader of replies, in English, by the words that it puts into them. */
const UNCLASSIFIED: readonly (readonly [part: string, name: string])[] = [
  ['words of no language', 'language'],
  ['in a long text', 'long'],
  ['it is cut', 'cut'],
  ['it speaks of our messages', 'ours'],
  ['disputed by weights', 'disputed'],
  ['receive texts', 'again'],
  ['uncertain,', 'uncertain'],
];

/** The word or phrase that the reader of replies recognised. */
const RECOGNISED = /"([^"]+)"/;

/** Words in the person's language for the codes that services give. */
export function useCodeWords() {
  const { t, i18n } = useTranslation(['readings', 'reasons', 'problems']);
  const known = (key: string, otherwise: string): string => (i18n.exists(key) ? t(key) : otherwise);
  return {
    /** Reason why a message was refused, waits or failed. */
    reason: (code: string): string => known(`reasons:${code}`, code),
    /** Kind of a thing that the audit log names. */
    resource: (kind: string): string => known(`readings:resources.${kind}`, kind),
    problem: (code: string): string => known(`problems:${code}`, code),
    /** A signal in a text for or against an advert. */
    signal: (code: string): string => known(`readings:signals.${code}`, code),
    /** Source of a complaint. */
    source: (source: string): string => known(`readings:sources.${source}`, source),
    /** Class of a reply, with the word that was recognised in it. */
    tier: (tier: string, reason = ''): string => {
      const [, word] = RECOGNISED.exec(reason) ?? [];
      const words = known(`readings:tiers.${tier}`, tier);
      // The word itself is in the name of that class.
      return word === undefined || tier === 'exact' ? words : `${words} – ${t('readings:keyword', { word })}`;
    },
    /** Cause of an opt-out or of its end. */
    cause: ({ code, tier = '', word: recognised, source = '', remark, ...more }: OptOutCause): string => {
      const word = tier === 'exact' ? undefined : recognised;
      const key = `readings:causes.${code}${word !== undefined ? '-word' : remark !== undefined ? '-remark' : ''}`;
      const values = {
        tier: known(`readings:tiers.${tier}`, tier),
        source: known(`readings:sources.${source}`, source),
        word,
        remark,
        ...more,
      };
      return i18n.exists(key) ? t(key, values) : code;
    },
    /** Reason why a reply waits for a person. */
    unclassified: (reason: string): string => {
      const [, name] = UNCLASSIFIED.find(([part]) => reason.includes(part)) ?? [];
      return t(`readings:unclassified.${name ?? 'other'}`);
    },
  };
}
