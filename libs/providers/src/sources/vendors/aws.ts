import { z } from 'zod';
import { awsKey } from '../../aws/adapter';
import { exceptionOf, requestOf } from '../../aws/request';
import { EXCEPTIONS } from '../../aws/words';
import { AnswerFault } from '../../http/read-answer';
import type { SourceVendor } from '../source-vendor';

const account = awsKey.extend({
  /** Name or ARN of the opt-out list of the origination identities. */
  optOutList: z.string().regex(/^[\w:/-]{1,256}$/, 'must be the name or the ARN of an opt-out list'),
});
const answer = z.object({ OptedOutNumber: z.string(), EndUserOptedOut: z.boolean().optional() });
const exception = z.object({ __type: z.string() });

/**
 * Opt-out list of AWS End User Messaging SMS. Whether a number that is not on it can be looked up without an error is not documented, so what
 * was there before is not known, and nothing is lifted.
 */
export const aws: SourceVendor<z.output<typeof account>> = {
  account,
  secrets: ['secretAccessKey'],
  push: {
    canLift: false,
    first: ({ optOutList, ...key }, { number }, { baseUrl, now }) => ({
      request: requestOf(
        'PutOptedOutNumber',
        { OptOutListName: optOutList, OptedOutNumber: number },
        { key, baseUrl, now },
      ),
      accepted: [200, 400],
      read: ({ status, json }) => {
        if (status === 400) throw faultOf(exceptionOf(exception.parse(json).__type));
        const { OptedOutNumber: listed, EndUserOptedOut: isTheirs } = answer.parse(json);
        if (listed.replace(/^\+/, '') !== number.slice(1)) throw new Error('another number');
        // The person had texted STOP to AWS.
        return isTheirs === true ? 'there' : 'done';
      },
    }),
  },
};

/** All exceptions have status 400; a list that does not exist fails each push, as wrong credentials do. */
function faultOf(type: string): AnswerFault {
  const kind = EXCEPTIONS.get(type);
  if (kind === 'throttled') return new AnswerFault('throttled', type);
  const isAccess = kind === 'auth' || type === 'ResourceNotFoundException';
  return new AnswerFault(isAccess ? 'no-access' : 'status', type || '400');
}
