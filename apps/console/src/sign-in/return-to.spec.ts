import { returnTo } from './return-to';

describe('the page after sign-in', () => {
  test.each(['/', '/campaigns/1?tab=replies', '/books?q=a%20b'])('is %s, one of our pages', (page) => {
    expect(returnTo(page)).toBe(page);
  });

  test.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example',
    '\\\\elsewhere.example',
    '/\t/elsewhere.example',
    '/%0d%0aset-cookie:a=b\r\nx',
    'javascript:alert(1)',
    '/.//elsewhere.example',
    '/a/..//elsewhere.example',
    '/session/sign-in?returnTo=/',
    '/api/campaign/v1/campaigns',
    `/${'a'.repeat(3_000)}`,
    ['/campaigns'],
    undefined,
  ])('is the first page instead of %j', (elsewhere) => {
    expect(returnTo(elsewhere)).toBe('/');
  });
});
