/** Paths of a service that are forwarded: its routes and its readiness. */
const ROUTES = /^\/v1\/./;
const READY = '/health/ready';

/**
 * Reads `/<service>/v1/…?query` from a URL, undecoded. @returns the service and the path, the same octets; undefined for any path that the
 * service could decode differently
 */
export function servicePath(raw: string, method: string): { service: string; path: string } | undefined {
  const [, service = '', rest = ''] = /^\/([a-z-]{1,40})(\/.*)$/.exec(raw) ?? [];
  const [path = ''] = rest.split('?', 1);
  if (path === READY) return method === 'GET' ? { service, path: READY } : undefined;
  if (!ROUTES.test(path)) return undefined;
  return path.slice(1).split('/').every(isPlain) ? { service, path: rest } : undefined;
}

/** One step down, whoever decodes it, once or twice. */
function isPlain(segment: string): boolean {
  let step: string;
  try {
    step = decodeURIComponent(segment);
  } catch {
    return false;
  }
  // A percent that is left would be decoded again by whoever decodes twice.
  return step !== '' && step !== '.' && step !== '..' && !/[/\\%;?#\p{Cc}]/u.test(step);
}
