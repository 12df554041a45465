import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { NAMESPACE } from './readiness.mjs';
import { ended } from './steps.mjs';

const TUNNEL_LIMIT_MS = 30_000;
const CALL_LIMIT_MS = 15_000;
const FORWARDED = /Forwarding from 127\.0\.0\.1:(\d+) ->/;

/** None that README or a story uses. */
const REQUEST = {
  name: 'Librairie',
  legalName: 'Librairie SAS',
  sender: 'Librairie',
  shortCode: '36195',
  country: 'FR',
};

/**
 * Asks campaign whether it is ready and makes an advertiser, the same one when it is run again; Mark, the marketer among the people of
 * development, acts for it.
 */
export async function firstCall(kubectl) {
  const id = await through(kubectl, 'service/campaign', 3001, async (at) => {
    await call(`${at}/health/ready`);
    const headers = { ...JSON_BODY, 'idempotency-key': 'cluster-first-call' };
    const made = await call(`${at}/v1/advertisers`, { method: 'POST', headers, body: JSON.stringify(REQUEST) });
    return made.id;
  });
  await through(kubectl, 'deployment/identity-provider', 3008, (at) =>
    call(`${at}/people/mark/advertisers`, {
      method: 'PUT',
      headers: { ...JSON_BODY, host: PEOPLE_HOST },
      body: JSON.stringify([id]),
    }),
  );
  return { request: REQUEST, id };
}

/** It answers under no other name. */
const PEOPLE_HOST = 'sign-in.localhost:3008';
const JSON_BODY = { 'content-type': 'application/json' };

/** Works on what listens in the cluster, at an address of this machine. */
async function through(kubectl, what, port, work) {
  const tunnel = kubectl.start('port-forward', '-n', NAMESPACE, what, `:${port}`);
  try {
    return await work(`http://127.0.0.1:${await portOf(tunnel)}`);
  } finally {
    tunnel.kill();
  }
}

function portOf(tunnel) {
  return new Promise((found, failed) => {
    let said = '';
    const give = (why) => failed(ended(`kubectl port-forward ${why}: ${said.trim()}`));
    const timer = setTimeout(() => give('said no port'), TUNNEL_LIMIT_MS).unref();
    const listen = (chunk) => {
      said += chunk;
      const [, port] = FORWARDED.exec(said) ?? [];
      if (!port) return;
      clearTimeout(timer);
      found(port);
    };
    tunnel.stdout.on('data', listen);
    tunnel.stderr.on('data', listen);
    tunnel.once('error', failed);
    tunnel.once('close', (code) => give(`ended with ${code}`));
  });
}

/** Uses node:http, because fetch cannot set the Host header. */
async function call(url, { method, headers, body } = {}) {
  const asked = request(url, { method, headers, signal: AbortSignal.timeout(CALL_LIMIT_MS) }).end(body);
  const [response] = await once(asked, 'response');
  const said = await text(response);
  if (response.statusCode >= 300) throw ended(`${new URL(url).pathname} answered ${response.statusCode}: ${said}`);
  return JSON.parse(said);
}
