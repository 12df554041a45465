import type { Schemas } from '@stopsms/clients';

export type Review = Schemas['compliance']['ReviewAnswer'];
export type UnclassifiedReply = Schemas['inbound-mo']['UnclassifiedReplyAnswer'];
export type Complaint = Schemas['suppression']['AbuseReportsAnswer']['items'][number];
export type TakenComplaints = Schemas['suppression']['TakenAnswer'];
