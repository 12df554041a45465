import { type Caller, signedBy } from '@stopsms/access';
import { bodyDto, nameField, wordsField } from '@stopsms/http';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { category, cursor, instant, limit, mention, text, uuid, whenCapped } from '../http-parts/request-fields';
import type { Person } from './controls/change-campaign';

// What the routes of a campaign are asked with.

export const campaignState = z.enum(['draft', 'scheduled', 'running', 'paused', 'completed', 'cancelled']);

const MAX_NAME = 120;
const MAX_TAGS = 10;

const name = nameField(MAX_NAME).describe('Name for the people who manage campaigns; recipients never see it.');
const tag = nameField(40);
const tags = z
  .array(tag)
  .max(MAX_TAGS)
  .refine((all) => new Set(all.map((each) => each.toLowerCase())).size === all.length, 'must name each tag once')
  .describe('Words by which lists find the campaign, in any case.');

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
    name: name.optional().describe('Name of the campaign. Default: the name of its address book, and the day.'),
    tags: tags.optional(),
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
      name: name.exactOptional(),
      tags: tags.exactOptional(),
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
      `must change something: give at least one of ${['name', 'tags', ...Object.keys(plan)].join(', ')}`,
    ),
  { text: 'Lorane : -20% ce week-end. STOP 36180', sendAt: null },
) {}

export class DuplicateDto extends bodyDto(
  z
    .strictObject({
      addressBookId: uuid('an address book id')
        .optional()
        .describe('Address book of the new draft, instead of the campaign’s. Required if that one is deleted.'),
      name: name.optional().describe('Name of the new draft. Default: that of the campaign with a number.'),
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

export const SORTS = [
  '-created',
  'name',
  '-name',
  'when',
  '-when',
  'delivered',
  '-delivered',
  'stopRate',
  '-stopRate',
] as const;

export class CampaignsQuery extends createZodDto(
  z
    .object({
      advertiserId: uuid('an advertiser id').optional(),
      state: z
        .string()
        .max(100)
        .transform((list) => list.split(','))
        .pipe(z.array(campaignState))
        .optional()
        .describe(
          'One or several states, separated by commas: draft, scheduled, running, paused, completed, cancelled.',
        ),
      named: nameField(MAX_NAME).optional().describe('Part of the name, with or without accents, in any case.'),
      tag: tag.optional(),
      from: instant
        .optional()
        .describe('Campaigns that started, will start, or else were created, at this time or later.'),
      before: instant
        .optional()
        .describe('Campaigns that started, will start, or else were created, before this time.'),
      archived: z
        .enum(['exclude', 'include', 'only'])
        .default('exclude')
        .describe('Whether archived campaigns are left out, listed with the others, or listed alone.'),
      sort: z
        .enum(SORTS)
        .default('-created')
        .describe('Order of the list; with a minus sign, descending. `when`: start, planned start, or else creation.'),
      cursor,
      limit,
    })
    .refine(({ from, before }) => from === undefined || before === undefined || from < before, {
      path: ['before'],
      error: 'must be later than from',
    }),
) {}
export class TagsQuery extends createZodDto(z.object({ advertiserId: uuid('an advertiser id') })) {}
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
