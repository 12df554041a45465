/** Cause of an opt-out or of its end, as a code with its values, so that each language has words of its own for it. */
export interface OptOutCause {
  code: (typeof OPT_OUT_CAUSES)[number];
  /** Confidence with which a reply was classified: `exact`, `clear` or `likely`. */
  tier?: string;
  /** Word or phrase that was recognised in a reply. */
  word?: string;
  /** Reporter of a complaint. */
  source?: string;
  operator?: string;
  /** Remark of another platform. */
  remark?: string;
}

export const OPT_OUT_CAUSES = [
  'reply-read',
  'reply-decided',
  'reply-undecided',
  'unsubscribe-page',
  'start',
  'complaint',
  'complaint-matched',
  'complaint-decided',
  'other-list',
  'operator-list',
  'erasure',
] as const;

/** The word that the reader of replies recognised: it quotes it. */
const RECOGNISED = /"([^"]+)"/;

/** A reply on which nobody decided in time. */
const UNDECIDED = /^(?:nobody decided on it|its text was deleted before anybody decided on it)\b/;

interface Form {
  pattern: RegExp;
  cause: (found: Record<string, string | undefined>) => OptOutCause;
}

/** Forms of the reasons that services record. */
const FORMS: readonly Form[] = [
  {
    pattern: /^reply read as (?<tier>[\w-]+): (?<reading>[^]*)$/,
    cause: ({ tier = '', reading = '' }) => {
      if (reading.startsWith('a person read it')) return { code: 'reply-decided' };
      if (UNDECIDED.test(reading)) return { code: 'reply-undecided' };
      const word = RECOGNISED.exec(reading)?.[1];
      return { code: 'reply-read', tier, ...(word !== undefined && { word }) };
    },
  },
  { pattern: /^unsubscribe page: /, cause: () => ({ code: 'unsubscribe-page' }) },
  { pattern: /^START by SMS /, cause: () => ({ code: 'start' }) },
  {
    pattern: /^abuse report by (?<source>[\w-]+)(?:, matched by (?<by>a person|its text))?$/,
    cause: ({ source = '', by }) => ({
      code: by === undefined ? 'complaint' : by === 'a person' ? 'complaint-decided' : 'complaint-matched',
      source,
    }),
  },
  {
    pattern: /^list of another platform(?:, which said: (?<remark>[^]*))?$/,
    cause: ({ remark }) => ({ code: 'other-list', ...(remark !== undefined && { remark }) }),
  },
  {
    pattern: /^(?:on the STOP list of operator (?<on>\S+)|operator (?<refused>\S+) refused with error [^]*STOP list)$/,
    cause: ({ on, refused = '' }) => ({ code: 'operator-list', operator: on ?? refused }),
  },
  { pattern: /^the person asked that their data be erased$/, cause: () => ({ code: 'erasure' }) },
];

/** Returns the cause that a recorded reason names; undefined for words that a person or a publisher wrote. */
export function optOutCauseOf(reason: string): OptOutCause | undefined {
  for (const { pattern, cause } of FORMS) {
    const found = pattern.exec(reason);
    if (found) return cause(found.groups ?? {});
  }
  return undefined;
}
