import { symbolsOf } from '@stopsms/kernel';
import type { RulePack } from '../packs/rule-pack';
import type { DecisionReason } from '../reasons/decision-reasons';
import { isForAdverts } from '../text/mention/advert-codes';
import { lastCode } from '../text/mention/code-mention';
import { namesAny } from './names-advertiser';

/** Sender of a text and its advertiser. */
export interface SenderOf {
  sender: string;
  /** Its registration, from its approval. */
  registration?: string | undefined;
  /** Names by which people know the advertiser. */
  names: readonly string[];
}

const isName = (sender: string): boolean => /[A-Za-z]/.test(sender);

/** Returns the reason why the name is not permitted as a sender; undefined when it is. */
export function judgeSender(
  { sender, registration }: SenderOf,
  { senders }: Pick<RulePack, 'senders'>,
  country: string,
): DecisionReason | undefined {
  if (!isName(sender)) return undefined;
  if (senders.names === 'none') {
    const detail = `The name "${sender}" reaches no handset in ${country}: send from a short code or a number that is approved there.`;
    return { code: 'SENDER_NAME_UNREACHABLE', detail };
  }
  const symbols = symbolsOf(sender).filter((symbol) => !senders.symbols.includes(symbol));
  if (symbols.length > 0) return symbolsNotPermitted(sender, symbols, country);
  if (senders.names === 'any') return undefined;
  const generic = isGeneric(sender, senders.generic);
  if (senders.names === 'registered' && generic) {
    const detail = `The name "${sender}" says nothing of who sends it: ${senders.registry} takes no generic names. Send under the name of the advertiser or of its brand.`;
    return { code: 'SENDER_UNREGISTERED', detail };
  }
  if (registration !== undefined || (senders.names === 'generic-registered' && !generic)) return undefined;
  const detail = `The name "${sender}" may be a sender in ${country} only with its registration (${senders.registry}). Add it: POST /v1/advertisers/:id/senders of campaign with \`registration\`.`;
  return { code: 'SENDER_UNREGISTERED', detail };
}

const symbolsNotPermitted = (sender: string, symbols: readonly string[], country: string): DecisionReason => ({
  code: 'SENDER_INVALID',
  detail: `The name "${sender}" has characters that no sender in ${country} may have: ${symbols.map((each) => `"${each}"`).join(', ')}. Write it with letters and digits alone, or as it is registered there.`,
});

const isGeneric = (sender: string, generic: readonly string[]): boolean =>
  generic.includes(sender.toLowerCase().replace(/[^a-z]/g, ''));

/** Returns the reason if an advert does not identify its advertiser. A name does, a code or number does not. */
export function judgeIdentity(
  { sender, names }: SenderOf,
  text: string,
  { namedIn }: Pick<RulePack, 'namedIn'>,
): DecisionReason | undefined {
  if ((namedIn === 'sender-or-text' && isName(sender)) || namesAny(text, names)) return undefined;
  const [name = ''] = names;
  const detail =
    namedIn === 'text'
      ? `An advert must name its advertiser in its text. Begin it with "${name}: ".`
      : `The sender "${sender}" does not show whose advert this is, and the text does not either. Begin it with "${name}: ", or send it under a name.`;
  return { code: 'ADVERTISER_UNNAMED', detail };
}

/** Returns the reason why an advert may not use the code that it shows or is sent from; undefined if it may. */
export function judgeCodes(
  { sender }: SenderOf,
  text: string,
  { mention }: Pick<RulePack, 'mention'>,
): DecisionReason | undefined {
  const shown = lastCode(text.trimEnd())?.code;
  const wrong = [sender, shown].find((code) => code !== undefined && !isName(code) && !isForAdverts(code, mention));
  if (wrong === undefined) return undefined;
  const ranges = mention.advertPrefixes.map((prefix) => `${prefix}xxx`).join(' or ');
  const detail = `The code ${wrong} is of a range for other messages than adverts. Use one of ${ranges} for adverts.`;
  return { code: 'CODE_NOT_FOR_ADVERTS', detail };
}
