import type { Judgement } from '@stopsms/verify';

export const VERDICT_COLOURS: Record<NonNullable<Judgement['verdict']>, string> = {
  HOLDS: 'teal',
  'PARTLY SEALED': 'yellow',
  'PARTLY CHECKED': 'yellow',
  'CONSISTENT, SIGNER NOT CHECKED': 'yellow',
  'NOT SEALED YET': 'yellow',
  'CANNOT HAVE HAPPENED SO': 'red',
};
