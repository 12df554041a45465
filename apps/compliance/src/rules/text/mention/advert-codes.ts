import type { RulePack } from '../../packs/rule-pack';

/** True if adverts may show a code and be sent from it; a phone number is not a code. */
export const isForAdverts = (code: string, { codePrefixes, advertPrefixes }: RulePack['mention']): boolean =>
  !codePrefixes.some((prefix) => code.startsWith(prefix)) || advertPrefixes.some((prefix) => code.startsWith(prefix));

/** The code of an account that the mention of an advert is made with. */
export const codeToShow = (codes: readonly string[], mention: RulePack['mention']): string | undefined =>
  codes.find((code) => isForAdverts(code, mention)) ?? codes[0];
