import { segment } from '@stopsms/kernel';
import { ANSWERS } from './language';

const NAME = 'Jardinerie du Lac';

test.each(Object.entries(ANSWERS))(
  'every text in %s is one GSM-7 part, with a name of 17 letters and without',
  (_, texts) => {
    const { confirmed, returned, noConsent, ambiguous, publisher } = texts;
    const all = [
      ...[confirmed.named(NAME), confirmed.byCode, confirmed.bySenderId, ambiguous, publisher.unknown],
      ...['', NAME].flatMap((name) => [returned(name, '36180'), noConsent(name)]),
      ...[
        publisher.sentBy(`${NAME} SAS.`, false),
        publisher.sentBy(`A, B ${publisher.and} ${publisher.others(12)}.`, true),
      ],
    ];
    expect(new Set(all).size).toBe(all.length);
    for (const text of all) expect({ text, ...segment(text) }).toMatchObject({ encoding: 'GSM-7', parts: [text] });
    for (const text of all) expect(text).not.toMatch(/undefined|null|^: | {2}/);
  },
);
