import type { Request, Response } from 'express';
import { insideAlone } from './doors';

const production = { STOPSMS_MODE: 'production', CONSOLE_URL: 'https://console.example.com' } as const;

function passes(settings: Parameters<typeof insideAlone>[0], path: string, headers: Record<string, string>): boolean {
  let refused: unknown;
  void insideAlone(settings)({ path, headers } as unknown as Request, {} as Response, (error) => (refused = error));
  return refused === undefined;
}

describe('figures and health', () => {
  test.each([
    ['the name that people use', '/metrics', { host: 'console.example.com' }],
    ['that name in capitals', '/metrics', { host: 'CONSOLE.example.com' }],
    ['that name with a full stop and a port', '/health/ready', { host: 'console.example.com.:443' }],
    ['a proxy', '/metrics', { host: '10.0.0.7:3007', 'x-forwarded-for': '203.0.113.7' }],
    ['a proxy of another kind', '/Health/ready', { host: 'x', forwarded: 'for=203.0.113.7' }],
  ])('are refused by %s', (_, path, headers) => {
    expect(passes(production, path, headers)).toBe(false);
    expect(passes({ ...production, STOPSMS_MODE: 'development' }, path, headers)).toBe(true);
    expect(passes(production, '/campaigns', headers)).toBe(true);
  });

  it('are available at the pod’s own address', () => {
    expect(passes(production, '/health/ready', { host: '10.0.0.7:3007' })).toBe(true);
  });
});
