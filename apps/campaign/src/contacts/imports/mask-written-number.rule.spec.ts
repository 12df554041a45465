import { maskWrittenNumber } from './mask-written-number.rule';

test.each([
  { written: '0139986603', shown: '01••••••03' },
  { written: '01 39 98 66 03', shown: '01 •• •• •• 03' },
  { written: '+33 1 39 98 66 03', shown: '+33 • •• •• •• 03' },
  { written: '٠٦٣٩٩٨٠٠٠١', shown: '٠٦••••••٠١' },
  { written: '12', shown: '12' },
  { written: 'Fax', shown: 'Fax' },
  { written: '', shown: '' },
  { written: 'x'.repeat(60), shown: 'x'.repeat(40) },
])('$written is shown as $shown', ({ written, shown }) => expect(maskWrittenNumber(written)).toBe(shown));
