import { maskLogLine, maskMsisdn } from './mask';

describe('masking', () => {
  it.each([
    ['+33639980012'],
    ['0639980012'],
    ['06 39 98 00 12'],
    ['06.39.98.00.12'],
    ['0033639980012'],
    ['+1-202-555-0143'],
    ['06\u00a039\u00a098\u00a000\u00a012'],
    ['33639980012'],
  ])('hides %s', (number) => {
    expect(maskLogLine(`sent to ${number}, again`)).toBe('sent to <number>, again');
  });

  it.each([
    ['2026-11-25T13:21:20.096Z'],
    ['1764075600000'],
    ['suppression.opt-outs.v1 partition 3 offset 88213'],
    ['5b0e4d4c-9c2e-5f6f-8c0a-9a110f2d3c52'],
    ['127.0.0.1:9092'],
    ['[0,1,2,3,4,5,6,7,8,9,10]'],
    ['36180'],
  ])('leaves %s alone', (text) => {
    expect(maskLogLine(text)).toBe(text);
  });
});

test.each([
  ['+33639980012', '+336••••••12'],
  ['+12025550143', '+120••••••43'],
  ['+3363', '+3363'],
])('of %s lists show %s', (msisdn, shown) => expect(maskMsisdn(msisdn)).toBe(shown));
