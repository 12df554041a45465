import { boundTo, networkOf } from './bound-to';

describe('the binding of a session', () => {
  test.each([
    ['203.0.113.7', '203.0.113'],
    ['::ffff:203.0.113.7', '203.0.113'],
    ['2001:db8:1:2345::1', '20010db8000123'],
    ['2001:DB8:1:23ff:aaaa::', '20010db8000123'],
    ['::1', '00000000000000'],
    ['fe80::1%eth0', 'fe800000000000'],
    ['', ''],
  ])('has for %s the network %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('is the same within a network and browser, and in no other', () => {
    const here = boundTo('Browser/1', '203.0.113.7', 'network');
    expect(boundTo('Browser/1', '203.0.113.99', 'network')).toBe(here);
    expect(boundTo('Browser/1', '203.0.114.7', 'network')).not.toBe(here);
    expect(boundTo('Browser/2', '203.0.113.7', 'network')).not.toBe(here);
  });

  it('is the browser alone if so configured', () => {
    const here = boundTo('Browser/1', '203.0.113.7', 'agent');
    expect(boundTo('Browser/1', '198.51.100.1', 'agent')).toBe(here);
    expect(boundTo('Browser/2', '203.0.113.7', 'agent')).not.toBe(here);
  });
});
