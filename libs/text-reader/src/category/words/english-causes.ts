import { type Phrase, anyOf, phrase } from '../phrases';

// English texts that promote a cause, a job or the sender's own list: adverts too
// (docs/law/messages.md#charities-parties-and-jobs).

export const ENGLISH_CAUSES: readonly Phrase[] = [
  phrase(
    'CONSENT_REQUEST',
    anyOf`
      (?:reply|text|send) (?:yes|y|ok|join|1)[ ,:].{0,12}(?:to|for)[ ,:].{0,25}(?:deals?|offers?|news|updates?|events?|sales?|discounts?|weekly)
      (?:want|would you like) to (?:hear|receive|get|know)[ ,:].{0,30}(?:deals?|offers?|news|events?|sales?|first|promotions?)
    `,
  ),
  phrase(
    'POLITICAL',
    anyOf`
      stand up for (?:our|your|the); (?:march|protest|rally) (?:for|against|to save)
      save our (?:library|hospital|school|park|nhs)…; vote (?:for|[a-z]+ [a-z]+ on); your vote (?:counts|matters|can)
      stand with; rally (?:with|on|for)
      on the ballot; sign (?:the|our) petition
    `,
    anyOf`polling (?:station|place); postal vote`,
  ),
  phrase(
    'CHARITY',
    anyOf`
      donate; your (?:gift|donation)[ ,:].{0,25}(?:can|will|could|feeds?|saves?|helps?)
      give (?:today|now|generously); help us (?:save|feed|reach|build); fundrais[a-z]+
    `,
    anyOf`blood; receipt; thank you for your (?:donation|gift)`,
  ),
  phrase(
    'RECRUITING',
    anyOf`
      (?:we.?re|we are|now) hiring; join (?:our|the) team; earn up to; become an?; [a-z]+ wanted (?:in|at|for)
      (?:full|part)[- ]time; vacanc(?:y|ies)
      apply (?:now|today); career change; own your own
    `,
    anyOf`your application; interview; visa; grant`,
  ),
];
