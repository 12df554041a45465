import { type Caller, signedBy } from '@stopsms/access';
import { bodyDto, nameField, wordsField } from '@stopsms/http';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { category, cursor, instant, limit, mention, text, uuid, whenCapped } from '../http-parts/request-fields';
import type { Person } from './controls/change-campaign';

// What the routes of a campaign are asked with.

export const campaignState = z.enum(['draft', 'scheduled', 'running', 'paused', 'completed', 'cancelled']);

const plan = {
  addressBookId: uuid('an address book id'),
  category,
  text: text.describe(
    '`{{first_name}}` is replaced by the contact’s attribute; a message whose contact has none is refused',
  ),
  mention,
  whenCapped,
  sendAt: instant.describe('ISO 8601 with offset or epoch ms, not in the past; as soon as it is started when absent'),
  expiresAt: instant.describe('not sent from then on'),
};

export class NewCampaignDto extends createZodDto(
  z.strictObject({
    advertiserId: uuid('an advertiser id'),
    ...plan,
    mention: mention.optional(),
    whenCapped: whenCapped.optional(),
    sendAt: plan.sendAt.optional(),
    expiresAt: plan.expiresAt.optional(),
  }),
) {}

export class DraftChangesDto extends bodyDto(
  z
    .strictObject({
      addressBookId: plan.addressBookId.exactOptional(),
      category: category.exactOptional(),
      text: plan.text.exactOptional(),
      mention: mention.nullable().exactOptional(),
      whenCapped: whenCapped.nullable().exactOptional(),
      sendAt: plan.sendAt.nullable().exactOptional(),
      expiresAt: plan.expiresAt.nullable().exactOptional(),
    })
    .refine(
      (changes) => Object.keys(changes).length > 0,
      `must change something: give at least one of ${Object.keys(plan).join(', ')}`,
    ),
  { text: 'Lorane : -20% ce week-end. STOP 36180', sendAt: null },
) {}

export class DuplicateDto extends bodyDto(
  z
    .strictObject({
      addressBookId: uuid('an address book id')
        .optional()
        .describe('whom the draft is for, instead; needed when the campaign’s own is deleted'),
    })
    .default({}),
  {},
) {}

export class StartDto extends bodyDto(
  z
    .strictObject({
      by: nameField(100).optional().describe('who does this; with a key, its name instead'),
      partly: z
        .boolean()
        .default(false)
        .describe(
          'start it although the text cannot leave to some countries of the address book: recipients there are refused',
        ),
    })
    .default({ partly: false }),
  { by: 'anne' },
) {}

export class ControlDto extends bodyDto(
  z
    .strictObject({
      by: nameField(100).optional().describe('who does this; with a key, its name instead'),
      reason: wordsField(500).optional().describe('why; no personal data of recipients'),
    })
    .default({}),
  { by: 'anne', reason: 'a wrong price' },
) {}

export class CampaignsQuery extends createZodDto(
  z.object({
    advertiserId: uuid('an advertiser id').optional(),
    state: z
      .string()
      .max(100)
      .transform((list) => list.split(','))
      .pipe(z.array(campaignState))
      .optional()
      .describe('one of draft, scheduled, running, paused, completed, cancelled, or several with commas between them'),
    cursor,
    limit,
  }),
) {}
export class CampaignPath extends createZodDto(z.object({ id: uuid('a campaign id') })) {}

/** @param actsFor - the advertisers to which the caller is limited */
export const personOf = (
  caller: Caller,
  actsFor: readonly string[] | undefined,
  { by, reason }: ControlDto,
): Person => ({
  by: signedBy(caller, by),
  reason,
  ofAdvertiser: actsFor !== undefined,
});
