import { categorise, type Signal } from '@stopsms/text-reader';
import type { SealedSignal } from './text-reading';

/** Signals with the words of the text that they are about, which are read anew from it: no reading holds them. */
export function withWords(signals: readonly SealedSignal[], text: string, linkHosts: readonly string[] = []): Signal[] {
  const found = [...categorise(text, { linkHosts }).signals];
  return signals.map(({ code, weight, evidence }) => {
    const at = found.findIndex((signal) => signal.code === code);
    const [same] = at < 0 ? [] : found.splice(at, 1);
    return { code, weight, evidence: evidence ?? same?.evidence ?? '' };
  });
}
