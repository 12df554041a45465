import type { RulePack } from '../../packs/rule-pack';
import type { Reason } from '../../reasons/reason-codes';
import { sectorsIn } from './sectors-in';

/**
 * Returns the reasons why the sector of an advert forbids it; empty when it does not.
 * @param contractRef - the running contract that the advert is directly about: the one exception to a ban, kept as
 *   evidence (laws 2022-1587 and of 30 June 2025)
 */
export function judgeSectors(text: string, pack: RulePack, contractRef?: string): Reason[] {
  return sectorsIn(text).flatMap(({ sector }): Reason[] => {
    const rule = pack.sectors[sector];
    if (rule === undefined || (rule === 'banned' && contractRef)) return [];
    // Without the words: the detail is part of the proof, which holds none of the text.
    const found = `This is an advert for ${sector}`;
    return rule === 'banned'
      ? [
          {
            code: 'SECTOR_BANNED',
            detail: `${found}, banned in ${pack.country} even with consent. Only a text about a running contract may be sent, with the contract's reference.`,
          },
        ]
      : [
          {
            code: 'SECTOR_NEEDS_PACK',
            detail: `${found}, which needs a sector pack in ${pack.country}, and none is active.`,
          },
        ];
  });
}
