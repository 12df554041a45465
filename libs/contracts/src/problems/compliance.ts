import { kinds } from './problem-kind';

export const compliance = kinds({
  'consent-in-future': {
    status: 400,
    title: 'Consent date is in the future',
    detail: 'grantedAt is in the future. Send the time at which the person gave consent.',
    errors: [
      {
        in: 'body',
        pointer: '/grantedAt',
        detail: 'grantedAt is in the future. Send the time at which the person gave consent.',
      },
    ],
  },
  'consent-basis-invalid': {
    status: 400,
    title: 'Legal basis not valid in this country',
    detail: 'basis: b2b is not a valid basis for adverts by SMS in FR (FR@2026.1). Valid: consent, soft_opt_in.',
    errors: [
      { in: 'body', pointer: '/basis', detail: 'basis: b2b is not a valid basis for adverts by SMS in FR (FR@2026.1)' },
    ],
  },
  'number-not-tied': {
    status: 409,
    title: 'Number does not match the proof',
    detail:
      'The proof does not match this number: the message was sent to another number, or no number was sealed with it.',
  },
  'replay-empty': {
    status: 400,
    title: 'Empty period',
    detail: 'from must be before to.',
  },
  'pack-invalid': {
    status: 400,
    title: 'Invalid rule pack',
    detail: 'pack: line 3: validFrom must be an instant.',
  },
  'pack-name-differs': {
    status: 400,
    title: 'Rule pack name mismatch',
    detail: 'The pack sent is FR@2026.2 but the URL names FR@2026.3. Use the same name in both.',
  },
  'reviews-full': {
    status: 409,
    title: 'Too many texts waiting for review',
    detail:
      'This advertiser has 198 texts waiting for review, and the maximum is 200. No text was added. Submit fewer texts, or try again when some have been reviewed.',
  },
  'review-decided': {
    status: 409,
    title: 'Review already decided',
    detail: 'It was refused by Anne Martin on 2026-11-25T10:00:00.000Z; nothing was changed.',
  },
});
