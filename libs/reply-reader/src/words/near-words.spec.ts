import { isDoubtfulStop, isNearStop } from './near-words';

test.each([
  'stpo',
  'sotp',
  'tsop',
  'stoop',
  'stooop',
  'sttop',
  'stiop',
  'stopm',
  'dtop',
  'syop',
  'stopstopstop',
  'sstoopp',
])('%p was meant as STOP', (word) => {
  expect(isNearStop(word)).toBe(true);
});

test.each([
  'stp',
  'top',
  'shop',
  'spot',
  'stock',
  'step',
  'stops',
  'stomp',
  'post',
  'stopper',
  'autostop',
  'stopover',
  'chop',
  'stab',
])('%p is a word of its own', (word) => {
  expect(isNearStop(word)).toBe(false);
});

test.each(['spot', 'stops', 'stip'])('%p alone may be STOP', (word) => {
  expect(isDoubtfulStop(word)).toBe(true);
});

test.each(['top', 'stp', 'shop', 'step', 'post'])('%p alone is not STOP', (word) => {
  expect(isDoubtfulStop(word)).toBe(false);
});
