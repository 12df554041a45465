import { wordsIn } from '../evidence/evidence-words';
import { OPT_OUT_CAUSES, optOutCauseOf } from './opt-out-cause';

test.each([
  {
    reason: 'reply read as clear: the keyword "stopp" with nothing that matters around it',
    cause: { code: 'reply-read', tier: 'clear', word: 'stopp' },
  },
  { reason: 'reply read as likely: our message quoted, nothing added', cause: { code: 'reply-read', tier: 'likely' } },
  {
    reason: 'reply read as clear: a person read it as a request to stop; it is reply 7b0c',
    cause: { code: 'reply-decided' },
  },
  {
    reason: 'reply read as likely: nobody decided on it within 72 hours, and it may ask to stop; it is reply 7b0c',
    cause: { code: 'reply-undecided' },
  },
  {
    reason: 'reply read as likely: its text was deleted before anybody decided on it, and it may ask to stop',
    cause: { code: 'reply-undecided' },
  },
  { reason: 'unsubscribe page: pressed the button of the unsubscribe page', cause: { code: 'unsubscribe-page' } },
  { reason: 'START by SMS from someone whose consent is on record', cause: { code: 'start' } },
  { reason: 'abuse report by 33700', cause: { code: 'complaint', source: '33700' } },
  { reason: 'abuse report by own-form, matched by a person', cause: { code: 'complaint-decided', source: 'own-form' } },
  { reason: 'abuse report by 33700, matched by its text', cause: { code: 'complaint-matched', source: '33700' } },
  { reason: 'list of another platform', cause: { code: 'other-list' } },
  { reason: 'list of another platform, which said: by phone', cause: { code: 'other-list', remark: 'by phone' } },
  { reason: 'on the STOP list of operator orange', cause: { code: 'operator-list', operator: 'orange' } },
  {
    reason: 'operator orange refused with error 1045: the recipient is on its STOP list',
    cause: { code: 'operator-list', operator: 'orange' },
  },
  { reason: 'the person asked that their data be erased', cause: { code: 'erasure' } },
  { reason: 'asked on the telephone', cause: undefined },
])('$reason', ({ reason, cause }) => expect(optOutCauseOf(reason)).toEqual(cause));

test.each(['fr', 'en'] as const)('each cause has words in %s', (language) => {
  const words = wordsIn(language);
  for (const code of OPT_OUT_CAUSES) expect(words.cause({ code, tier: 'clear', word: 'x' })).toMatch(/\p{L}/u);
});
