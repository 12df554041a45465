import { answer, pageAnswer } from '@stopsms/http';
import { FAULT_CODES } from '@stopsms/providers';
import { z } from 'zod';
import { ADVERTISER_ID, AT, RECIPIENT_KEY } from '../http-parts/examples';

const source = z
  .strictObject({
    name: z.string(),
    vendor: z.string(),
    advertisers: z.array(z.string()).describe('whose adverts a number on the list refuses'),
    everyMinutes: z.int(),
    polledAt: z.iso.datetime().exactOptional().describe('when the list was last read to its end'),
    failures: z.int().describe('polls that failed since then'),
    fault: z.string().exactOptional().describe('of the last poll, if it failed'),
    faultCode: z.enum(FAULT_CODES).exactOptional().describe('the fault as a code'),
    faultDetail: z.string().exactOptional().describe('status of the answer, or fault of the network'),
    unreadable: z.int().describe('entries of the list without a number that can be read'),
    both: z.int().describe('on the list and opted out here'),
    onlyThere: z.int().describe('on the list and not opted out here: the person came back here since'),
    onlyHere: z.int().describe('opted out of these advertisers and not on the list'),
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
      recipientKey: z.string().describe('keyed hash of the number'),
      maskedMsisdn: z.string().exactOptional().describe('of a number on the other list, as of its last poll'),
    }),
  ),
  { items: [{ recipientKey: RECIPIENT_KEY, maskedMsisdn: '+336••••••12' }] },
) {}
