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

/** Asks campaign whether it is ready and makes an advertiser, the same one when it is run again. */
export async function firstCall(kubectl) {
  const tunnel = kubectl.start('port-forward', '-n', NAMESPACE, 'service/campaign', ':3001');
  try {
    const at = `http://127.0.0.1:${await portOf(tunnel)}`;
    await call(`${at}/health/ready`);
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'cluster-first-call' };
    const { id } = await call(`${at}/v1/advertisers`, { method: 'POST', headers, body: JSON.stringify(REQUEST) });
    return { request: REQUEST, id };
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

async function call(url, options = {}) {
  const response = await fetch(url, { ...options, signal: AbortSignal.timeout(CALL_LIMIT_MS) });
  const text = await response.text();
  if (!response.ok) throw ended(`${new URL(url).pathname} of campaign answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
