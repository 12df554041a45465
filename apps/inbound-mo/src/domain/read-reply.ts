import { readByRules } from './read-by-rules';
import type { Reading } from './reading';

/**
 * What the sender of a reply wants of our messages.
 * @param text - the reply as decoded; any length, read in linear time; never throws
 * @param country - ISO 3166-1 alpha-2 of the number that answered, upper case
 */
export function readReply(text: string, country: string): Reading {
  const { reading, settled } = readByRules(text, country);
  return reading.tier === 'start' && !settled ? { ...reading, waits: 'start' } : reading;
}
