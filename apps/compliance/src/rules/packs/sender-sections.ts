import { type Sources, citeSources } from './cite-sources';
import type { PackNode } from './pack-node';
import { type RulePack, SENDER_NAMES, type SenderRules } from './rule-pack';

// Who may stand as the sender, where the advertiser is named, and what an opt-out does beside ending adverts.

/** Words as names are compared: lower case, without digits. */
const WORDS = /^[a-z]+(?: [a-z]+)*$/;
const SYMBOLS = /^[ &'+._-]+$/;

export function readSenders(node: PackNode, sources: Sources): SenderRules {
  citeSources(node, sources);
  const names = node.get('names').oneOf(SENDER_NAMES);
  // A refusal must say where to register.
  const registry = names === 'any' || names === 'none' ? undefined : node.get('registry').text();
  const words =
    names === 'generic-registered' ? node.get('generic') : names === 'registered' ? node.find('generic') : undefined;
  const generic = words?.matching(WORDS, 'such as info promo').split(' ') ?? [];
  const symbols = names === 'none' ? '' : (node.find('symbols')?.matching(SYMBOLS, "among space & ' + - . _") ?? '');
  node.refuseOtherKeys();
  return { names, ...(registry !== undefined && { registry }), generic, symbols };
}

export function readIdentity(node: PackNode, sources: Sources): RulePack['namedIn'] {
  citeSources(node, sources);
  const namedIn = node.get('named_in').oneOf(['sender-or-text', 'text']);
  node.refuseOtherKeys();
  return namedIn;
}

export function readOptOut(node: PackNode, sources: Sources): RulePack['informativeOptOuts'] {
  citeSources(node, sources);
  const optOuts = node.get('informative_heeds').oneOf(['everybody', 'advertiser']);
  node.refuseOtherKeys();
  return optOuts;
}

export function readConfirmation(node: PackNode, sources: Sources): RulePack['webConfirmation'] {
  citeSources(node, sources);
  const web = node.get('web').oneOf(['by-day', 'at-once']);
  node.refuseOtherKeys();
  return web;
}
