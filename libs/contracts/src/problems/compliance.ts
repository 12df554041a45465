import { kinds } from './problem-kind';

export const compliance = kinds({
  'consent-in-future': {
    status: 400,
    title: 'The act lies in the future',
    detail: 'grantedAt: lies in the future. Send when the person acted.',
    errors: [
      { in: 'body', pointer: '/grantedAt', detail: 'grantedAt: lies in the future. Send when the person acted.' },
    ],
  },
  'consent-basis-invalid': {
    status: 400,
    title: 'The basis makes no advert lawful there',
    detail:
      'basis: b2b makes no advert by SMS lawful in FR (FR@2026.1); consent, soft_opt_in does. Ask the person for consent.',
    errors: [{ in: 'body', pointer: '/basis', detail: 'basis: b2b makes no advert by SMS lawful in FR (FR@2026.1)' }],
  },
  'number-not-tied': {
    status: 409,
    title: 'The proof cannot be tied to this number',
    detail: 'The proof cannot be tied to this number: the message was to another one, or no number was sealed with it.',
  },
  'replay-empty': {
    status: 400,
    title: 'No message lies in the period',
    detail: 'from is not before to, so no message lies between them.',
  },
  'pack-invalid': {
    status: 400,
    title: 'The rule pack cannot be read',
    detail: 'pack: line 3: validFrom must be an instant.',
  },
  'pack-name-differs': {
    status: 400,
    title: 'The pack sent has another name than the address',
    detail: 'The pack sent is FR@2026.2 and the address names FR@2026.3: use one name.',
  },
  'reviews-full': {
    status: 409,
    title: 'Too many texts wait for a person',
    detail:
      'Of the texts that were shown for this advertiser 198 wait for a person, and 200 may. None of these was added: show fewer, or come back once some are decided on.',
  },
  'review-decided': {
    status: 409,
    title: 'The text has been decided otherwise',
    detail: 'It was refused by Anne Martin on 2026-11-25T10:00:00.000Z; nothing was changed.',
  },
});
