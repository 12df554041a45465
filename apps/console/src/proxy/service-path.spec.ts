import fc from 'fast-check';
import { servicePath } from './service-path';

describe('what the console passes on', () => {
  test.each([
    ['/campaign/v1/campaigns?limit=5', 'campaign', '/v1/campaigns?limit=5'],
    ['/inbound-mo/v1/replies/1', 'inbound-mo', '/v1/replies/1'],
    ['/suppression/v1/numbers/%2B33639980001', 'suppression', '/v1/numbers/%2B33639980001'],
    ['/campaign/v1/campaigns?next=../../x', 'campaign', '/v1/campaigns?next=../../x'],
    ['/dispatcher/health/ready', 'dispatcher', '/health/ready'],
  ])('is %s', (raw, service, path) => {
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
  ])('is not %s', (raw) => {
    expect(servicePath(raw, 'GET')).toBeUndefined();
  });

  it('is health to look at alone', () => {
    expect(servicePath('/campaign/health/ready', 'POST')).toBeUndefined();
  });

  it('is the same path to us and to whoever decodes it, whatever is sent', () => {
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
