import { isIP } from 'node:net';
import { LINK_SHORTENERS } from '@stopsms/kernel';

// A link of the mention is read by phones, operators and compliance as host and path (docs/law/mention.md#links). What none of them reads so is
// refused when it is given, not message by message.

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** The last label of a host that phones make a link of. */
const ENDING = /^[a-z]{2,63}$/;
/** Domains without public hosts (RFC 6761, 6762, 7686, 8375); `example` is allowed, so that documented requests can be tried. */
const PRIVATE = new Set(['localhost', 'local', 'internal', 'invalid', 'test', 'onion', 'arpa', 'lan', 'home', 'corp']);

/** Reason for which no unsubscribe link on this host can work; undefined if one may. @param host - in lower case */
export function linkHostFault(host: string): string | undefined {
  if (isIP(host) !== 0) return 'is an address, of which phones make no link: give a host name, e.g. s.example.fr';
  const labels = host.split('.');
  const ending = labels.at(-1) ?? '';
  if (/:\d*$/.test(host)) return 'has a port, with which no mention is accepted: leave it out, the link is https';
  if (!labels.every((label) => LABEL.test(label))) return 'must be a host name without scheme or path';
  if (labels.length < 2) return 'has no dot, so no phone makes a link of it: give the whole name, e.g. s.example.fr';
  if (PRIVATE.has(ending)) return `ends with .${ending}, which leads nowhere on a recipient’s phone`;
  if (!ENDING.test(ending))
    return `ends with .${ending}, which is not accepted as the end of a mention: letters alone are`;
  if (LINK_SHORTENERS.has(host)) return 'is a public link shortener, whose links are refused: give a host of your own';
  return undefined;
}
