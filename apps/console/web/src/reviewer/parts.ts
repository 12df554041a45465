import type { Schemas } from '@stopsms/clients';

export type Review = Schemas['compliance']['ReviewAnswer'];
export type UnreadReply = Schemas['inbound-mo']['UnreadReplyAnswer'];
export type Complaint = Schemas['suppression']['AbuseReportsAnswer']['items'][number];
