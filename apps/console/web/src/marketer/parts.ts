import type { Schemas } from '@stopsms/clients';

// Types of the campaign service, by the names of this folder.
type Parts = Schemas['campaign'];

export type Advertiser = Parts['AdvertiserAnswer'];
export type Book = Parts['AddressBooksAnswer']['items'][number];
export type Contact = Parts['ContactsAnswer']['items'][number];
export type Import = Parts['BookImportAnswer'];
export type ImportPreview = Parts['ImportPreviewAnswer'];
export type ConsentCounts = ImportPreview['consents'];
export type RemarkedRow = Parts['RemarksAnswer']['items'][number];
export type CampaignSummary = Parts['CampaignsAnswer']['items'][number];
export type Campaign = Parts['CampaignAnswer'];
export type NotReachedMessage = Parts['NotReachedAnswer']['items'][number];
export type Preflight = Parts['PreflightAnswer'];
export type EnforcementView = Parts['EnforcementAnswer'];
export type Observed = Schemas['compliance']['ObservedAnswer'];
export type CampaignState = Campaign['state'];
export type Consent = Schemas['compliance']['ConsentsAnswer']['items'][number];
