import type { FinalMessage, Submission } from '@stopsms/providers';
import { isSameText, partsWith, withoutMention } from './appended-mention';
import type { Mt } from './operator-link';
import type { ProviderLink } from './provider-link';

/** Returns the text of an advert whose mention the provider appends; undefined if it is submitted as it is. */
function textToAppendTo({ lane, text }: Mt, { settings }: ProviderLink): string | undefined {
  const appends = lane === 'marketing' && settings.kind === 'http' && settings.mention === 'append';
  return appends ? withoutMention(text) : undefined;
}

/** Returns the parts with the mention of the provider; undefined if it appends none. */
export function partsExpected(mt: Mt, link: ProviderLink): number | undefined {
  const without = textToAppendTo(mt, link);
  if (without === undefined || link.settings.kind !== 'http') return undefined;
  return partsWith(without, link.settings.vendor.capabilities.appends ?? 0);
}

export function submissionOf(mt: Mt, link: ProviderLink): Submission {
  const { messageId, from, to, text, lane, deliverBefore } = mt;
  const without = textToAppendTo(mt, link);
  return {
    reference: messageId,
    from,
    to,
    text: without ?? text,
    category: lane,
    ...(without !== undefined && { appendMention: true }),
    ...(deliverBefore !== undefined && { deliverBefore }),
  };
}

/**
 * Returns the result of a message that was submitted whole. The text is kept if it differs from ours.
 * @param counted - parts by our count
 */
export function wholeResult({ final = {} }: { final?: FinalMessage }, { text }: Mt, counted: number) {
  const { text: sent, ...rest } = final;
  const kept: FinalMessage = sent === undefined || isSameText(sent, text) ? rest : final;
  return {
    outcome: 'submitted' as const,
    parts: final.parts ?? counted,
    ...(Object.keys(kept).length > 0 && { final: kept }),
  };
}
