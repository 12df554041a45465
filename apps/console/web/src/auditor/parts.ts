import type { Schemas } from '@stopsms/clients';

export type PersonStatusView = Schemas['suppression']['PersonStatusAnswer'];
export type MessageOfPerson = Schemas['campaign']['PersonsMessagesAnswer']['items'][number];
export type ContactOfPerson = Schemas['campaign']['PersonsContactsAnswer']['items'][number];
export type ReplyOfPerson = Schemas['inbound-mo']['PersonsRepliesAnswer']['items'][number];
export type ConsentOfPerson = Schemas['compliance']['ConsentsAnswer']['items'][number];
export type Proof = Schemas['compliance']['ProofAnswer'];
export type ProofKeys = Schemas['compliance']['ProofKeysAnswer'];
export type OptOutSource = Schemas['suppression']['SourcesAnswer']['items'][number];
export type Erasure = Schemas['suppression']['ErasuresAnswer']['items'][number];
export type AuditEvent = Schemas['compliance']['AuditAnswer']['items'][number];
export type OptOut = Schemas['suppression']['OptOutsAnswer']['items'][number];
