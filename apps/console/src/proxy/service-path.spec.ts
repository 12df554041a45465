import fc from 'fast-check';
import { servicePath } from './service-path';

describe('paths that the console forwards', () => {
  test.each([
    ['/campaign/v1/campaigns?limit=5', 'campaign', '/v1/campaigns?limit=5'],
    ['/inbound-mo/v1/replies/1', 'inbound-mo', '/v1/replies/1'],
    ['/suppression/v1/numbers/%2B33639980001', 'suppression', '/v1/numbers/%2B33639980001'],
    ['/campaign/v1/campaigns?next=../../x', 'campaign', '/v1/campaigns?next=../../x'],
    ['/dispatcher/health/ready', 'dispatcher', '/health/ready'],
  ])('include %s', (raw, service, path) => {
    expect(servicePath(raw, 'GET')).toEqual({ service, path });
  });

  test.each([
    '/campaign/metrics',
    '/campaign/docs',
    '/campaign/v1',
    '/campaign/v1/',
    '/campaign/v1/../metrics',
    '/campaign/..%2f..',
    '/campaign/v1/..%2fmetrics',
    '/campaign/v1/%2e%2e/metrics',
    '/campaign/v1/%252e%252e/metrics',
    '/campaign/v1/..%5cmetrics',
    '/campaign/v1//metrics',
    '/campaign/v1/a%00b',
    '/campaign/v1/%zz',
    '/campaign//v1/a',
    '/campaign/V1/a',
    '/CAMPAIGN/v1/a',
    '/http://elsewhere/v1/a',
    '/campaign/health/ready/x',
    '/v1/campaigns',
    '',
  ])('exclude %s', (raw) => {
    expect(servicePath(raw, 'GET')).toBeUndefined();
  });

  it('are read-only for health', () => {
    expect(servicePath('/campaign/health/ready', 'POST')).toBeUndefined();
  });

  it('are the same to console and decoder, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('.', '/', '%', '2', 'e', 'f', '5', 'c', 'a', '\\', '?') }),
        (tail) => {
          const found = servicePath(`/campaign/v1/${tail}`, 'GET');
          if (!found) return;
          const once = new URL(found.path, 'http://service').pathname;
          expect(once).toBe(found.path.split('?', 1)[0]);
          expect(decodeURIComponent(once).split('/')).not.toContain('..');
        },
      ),
    );
  });
});
