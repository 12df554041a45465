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
    '`{{first_name}}` is replaced by the contact’s attribute. A message is refused if its contact has no such attribute.',
  ),
  mention,
  whenCapped,
  sendAt: instant.describe(
    'Time of sending: ISO 8601 with offset, or epoch milliseconds, not in the past. If absent, the campaign is sent as soon as it is started.',
  ),
  expiresAt: instant.describe('Time from which no message is sent.'),
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
        .describe('Address book of the new draft, instead of the campaign’s. Required if that one is deleted.'),
    })
    .default({}),
  {},
) {}

export class StartDto extends bodyDto(
  z
    .strictObject({
      by: nameField(100)
        .optional()
        .describe(
          'Name of the person who starts the campaign. With an API key or a signed-in person, that name is recorded instead.',
        ),
      partly: z
        .boolean()
        .default(false)
        .describe(
          'Starts the campaign even if its text is refused in some countries of the address book; messages to recipients there are refused.',
        ),
    })
    .default({ partly: false }),
  { by: 'anne' },
) {}

export class ControlDto extends bodyDto(
  z
    .strictObject({
      by: nameField(100)
        .optional()
        .describe(
          'Name of the person who makes the change. With an API key or a signed-in person, that name is recorded instead.',
        ),
      reason: wordsField(500).optional().describe('Reason for the change, without personal data of recipients.'),
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
      .describe('One or several states, separated by commas: draft, scheduled, running, paused, completed, cancelled.'),
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
