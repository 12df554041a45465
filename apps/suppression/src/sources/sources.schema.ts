import { answer, pageAnswer } from '@stopsms/http';
import { FAULT_CODES } from '@stopsms/providers';
import { z } from 'zod';
import { ADVERTISER_ID, AT, RECIPIENT_KEY } from '../http-parts/examples';

const source = z
  .strictObject({
    name: z.string(),
    vendor: z.string(),
    advertisers: z.array(z.string()).describe('Advertisers whose adverts are refused for numbers on the list.'),
    everyMinutes: z.int(),
    polledAt: z.iso.datetime().exactOptional().describe('Time at which the list was last read completely.'),
    failures: z.int().describe('Number of failed polls since then.'),
    fault: z.string().exactOptional().describe('Fault of the last poll. Present if it failed.'),
    faultCode: z.enum(FAULT_CODES).exactOptional().describe('Code of the fault.'),
    faultDetail: z.string().exactOptional().describe('Status code of the response, or network error.'),
    unreadable: z.int().describe('Entries of the list without a readable number.'),
    both: z.int().describe('Numbers on the list that are opted out here.'),
    onlyThere: z
      .int()
      .describe('Numbers on the list that are not opted out here, because the person returned here since.'),
    onlyHere: z.int().describe('Numbers that are opted out of these advertisers and not on the list.'),
  })
  .meta({ id: 'OptOutSource' });

export class SourcesAnswer extends answer(z.strictObject({ items: z.array(source) }), {
  items: [
    {
      ...{ name: 'brevo-lorane', vendor: 'brevo', advertisers: [ADVERTISER_ID], everyMinutes: 60, polledAt: AT },
      ...{ failures: 0, unreadable: 0, both: 4_000, onlyThere: 1, onlyHere: 12 },
    },
  ],
}) {}

export class DriftAnswer extends answer(
  pageAnswer(
    z.strictObject({
      recipientKey: z.string().describe('Keyed hash of the phone number.'),
      maskedMsisdn: z
        .string()
        .exactOptional()
        .describe('Masked phone number from the other list, as of its last poll.'),
    }),
  ),
  { items: [{ recipientKey: RECIPIENT_KEY, maskedMsisdn: '+336••••••12' }] },
) {}
