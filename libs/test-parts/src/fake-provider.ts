import { type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, type JWK, SignJWT, exportJWK, generateKeyPair } from 'jose';

/** Signing key of a fake provider. */
export interface ProviderKey {
  kid: string;
  alg: string;
  privateKey: CryptoKey;
  published: JWK;
}

/** Makes a key pair, e.g. of `RS256` or `ES256`. @param bits - of RSA */
export async function makeProviderKey(kid: string, alg = 'ES256', bits?: number): Promise<ProviderKey> {
  const options = { extractable: true, ...(bits !== undefined && { modulusLength: bits }) };
  const { privateKey, publicKey } = await generateKeyPair(alg, options);
  return { kid, alg, privateKey, published: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/**
 * An OpenID Connect provider as an outsider: it answers over HTTP with its discovery document and its keys, and signs whatever a
 * test wants signed. Nobody signs in at it.
 */
export class FakeProvider {
  /** Number of requests by path. */
  readonly asked: string[] = [];
  /** Published keys; a test may change them. */
  keys: unknown[] = [];
  /** Stated issuer, if not `issuer`. */
  says: string | undefined;
  private port = 0;
  private server: Server | undefined;

  private constructor(public key: ProviderKey) {
    this.keys = [key.published];
  }

  static async start(): Promise<FakeProvider> {
    const provider = new FakeProvider(await makeProviderKey('first'));
    await provider.listen();
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** At the port it had before. */
  async listen(): Promise<void> {
    const server = createServer((request, response) => this.answer(request.url ?? '', response));
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    server?.closeAllConnections();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  /** Signs with a new key from now on, and publishes it alone. */
  async rotate(kid: string): Promise<void> {
    this.key = await makeProviderKey(kid);
    this.keys = [this.key.published];
  }

  /**
   * An access token, valid for five minutes where `claims` say nothing else.
   * @param key - with which it is signed, when not with the provider's own
   * @param header - what its header has besides
   */
  token(
    claims: Record<string, unknown> = {},
    key: Pick<ProviderKey, 'kid' | 'alg' | 'privateKey'> = this.key,
    header = {},
  ) {
    const now = Math.floor(Date.now() / 1_000);
    const usual = { iss: this.issuer, aud: 'stopsms', sub: 'subject-of-nobody', iat: now, exp: now + 300 };
    return new SignJWT({ ...usual, ...claims })
      .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt', ...header })
      .sign(key.privateKey);
  }

  private answer(url: string, response: ServerResponse): void {
    this.asked.push(url);
    const discovery = { issuer: this.says ?? this.issuer, jwks_uri: `${this.issuer}/keys` };
    const body = { '/.well-known/openid-configuration': discovery, '/keys': { keys: this.keys } }[url];
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
  }
}
