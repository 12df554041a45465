import type { Schemas } from '@stopsms/clients';

export type LettersOfTopic = Schemas['compliance']['DeadLettersAnswer']['topics'][number];
export type DeadLetter = Schemas['compliance']['DeadLetterPage']['items'][number];
export type Provider = Schemas['dispatcher']['ProvidersAnswer']['items'][number];
export type RulePack = Schemas['compliance']['RulePacksAnswer']['items'][number];
