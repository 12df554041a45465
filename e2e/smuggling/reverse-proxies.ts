import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort } from '@stopsms/testing';

export const REVERSE_PROXIES = ['nginx', 'haproxy'] as const;
export type ReverseProxyName = (typeof REVERSE_PROXIES)[number];

/** As Debian installs them, where the search path has no /usr/sbin. */
const FOLDERS = ['', '/usr/sbin/'];
const binaryOf = (name: ReverseProxyName): string | undefined =>
  FOLDERS.map((folder) => folder + name).find((path) => spawnSync(path, ['-v']).error === undefined);

export interface ReverseProxy {
  /** URLs of the targets through the proxy, in their order. */
  urls: string[];
  stop: () => Promise<void>;
}

/**
 * A reverse proxy in front of these addresses, on free ports, with connections to them that are kept and shared by everybody.
 * @returns undefined where it is not installed
 */
export async function startReverseProxy(
  name: ReverseProxyName,
  targets: readonly string[],
): Promise<ReverseProxy | undefined> {
  const binary = binaryOf(name);
  if (binary === undefined) return undefined;
  const dir = mkdtempSync(join(realpathSync(tmpdir()), `stopsms-${name}-`));
  // nginx gives its workers another user where root starts it.
  chmodSync(dir, 0o711);
  const doors = await Promise.all(
    targets.map(async (target) => ({ port: await freePort(), host: new URL(target).host })),
  );
  const file = join(dir, `${name}.conf`);
  writeFileSync(file, name === 'nginx' ? nginxConfig(dir, doors) : haproxyConfig(doors));
  const args = name === 'nginx' ? ['-p', dir, '-c', file, '-e', join(dir, 'error.log')] : ['-db', '-f', file];
  const child = spawn(binary, args, { stdio: 'ignore' });
  const urls = doors.map(({ port }) => `http://127.0.0.1:${port}`);
  const stop = () => end(child, dir);
  try {
    await eventually(`${name} passes on`, async () => {
      if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
      return (await fetch(`${urls[0]}/health/live`)).ok;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { urls, stop };
}

async function end(child: ChildProcess, dir: string): Promise<void> {
  if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
  rmSync(dir, { recursive: true, force: true });
}

type Door = { port: number; host: string };

const nginxConfig = (dir: string, doors: readonly Door[]): string => `
daemon off;
master_process off;
pid ${dir}/nginx.pid;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path ${dir}/${of};`).join('\n  ')}
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_set_header Host $http_host;
  proxy_request_buffering off;
  proxy_buffering off;
  ${doors
    .map(
      ({ port, host }, index) => `
  upstream target${index} { server ${host}; keepalive 4; }
  server { listen 127.0.0.1:${port}; location / { proxy_pass http://target${index}; } }`,
    )
    .join('')}
}
`;

const haproxyConfig = (doors: readonly Door[]): string => `
defaults
  mode http
  timeout connect 10s
  timeout client 60s
  timeout server 60s
  option http-keep-alive
  http-reuse always
${doors
  .map(
    ({ port, host }, index) => `
frontend door${index}
  bind 127.0.0.1:${port}
  default_backend target${index}
backend target${index}
  server one ${host}
`,
  )
  .join('')}`;
