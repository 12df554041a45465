import type * as Oidc from 'openid-client' with { 'resolution-mode': 'import' };
import type { ConsoleSettings } from '../settings/settings';

/** Seconds; a person waits for it. */
const PATIENCE_S = 5;
/** Time for which a provider that did not respond is not called again. */
const REST_MS = 1_000;
/** Time for which a provider that responded is taken to be up. */
const RESPONDED_MS = 10_000;

/** The provider does not respond, or not as a provider does. The request can be retried. */
export class ProviderAway extends Error {}

/** The provider answers and says no: the code, the refresh token or the person is not taken. */
export class SignInRefused extends Error {}

export interface Tokens {
  accessToken: string;
  /** Epoch ms. */
  accessEndsAt: number;
  refreshToken: string | undefined;
  idToken: string | undefined;
}

/** State sealed in the browser while a person is at the provider. */
export interface SignIn {
  state: string;
  nonce: string;
  verifier: string;
}

/** The OpenID Connect provider by which people sign in. It is found when it is first needed, and looked for again while it is away. */
export class IdentityProvider {
  private found: Promise<Oidc.Configuration> | undefined;
  private problem: { detail: string; at: number } | undefined;
  /** Epoch ms. */
  private respondedAt = 0;

  constructor(private readonly settings: ConsoleSettings) {}

  /** Reason why people cannot sign in, if one is known; for health and metrics. */
  get away(): string | undefined {
    return this.problem?.detail;
  }

  /** Checks that it responds, unless that is known. */
  async look(): Promise<void> {
    await this.configuration().catch(() => undefined);
  }

  /**
   * @param isFresh - whether the person authenticates even where the provider still has a session of theirs
   * @returns where the browser is sent, and what must come back with it
   * @throws ProviderAway
   */
  async begin(isFresh = false): Promise<{ url: URL; signIn: SignIn }> {
    // A browser that is sent to a provider that is away shows a page of its own, which says nothing of us.
    if (Date.now() - this.respondedAt > RESPONDED_MS) this.found = undefined;
    const [client, configuration] = [await load(), await this.configuration()];
    const verifier = client.randomPKCECodeVerifier();
    const signIn = { state: client.randomState(), nonce: client.randomNonce(), verifier };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.callback,
      scope: this.settings.OIDC_SCOPE,
      state: signIn.state,
      nonce: signIn.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(isFresh && { prompt: 'login' }),
    });
    return { url, signIn };
  }

  /**
   * @param query - as the browser brought it back
   * @throws ProviderAway, SignInRefused
   */
  async end(query: string, { state, nonce, verifier }: SignIn): Promise<Tokens> {
    const [client, configuration] = [await load(), await this.configuration()];
    return this.called(async () => {
      const answer = await client.authorizationCodeGrant(configuration, new URL(`${this.callback}${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      return tokensOf(answer);
    });
  }

  /** @throws ProviderAway, SignInRefused when the person is to sign in again */
  async refresh({ refreshToken, idToken }: Tokens): Promise<Tokens> {
    if (refreshToken === undefined) throw new SignInRefused('the provider gave no refresh token');
    const [client, configuration] = [await load(), await this.configuration()];
    const answer = await this.called(() => client.refreshTokenGrant(configuration, refreshToken));
    // A provider that does not change them at each use, or gives no second ID token, does not name them again.
    return {
      ...tokensOf(answer),
      refreshToken: answer.refresh_token ?? refreshToken,
      idToken: answer.id_token ?? idToken,
    };
  }

  /** Revokes the provider's tokens if it responds, and returns the URL where the browser signs out there. */
  async signOut({ refreshToken, idToken }: Pick<Tokens, 'refreshToken' | 'idToken'>): Promise<string> {
    const home = `${this.settings.CONSOLE_URL}/`;
    try {
      const [client, configuration] = [await load(), await this.configuration()];
      const { revocation_endpoint: revocation, end_session_endpoint: end } = configuration.serverMetadata();
      if (revocation && refreshToken) await client.tokenRevocation(configuration, refreshToken).catch(() => undefined);
      if (!end) return home;
      const parameters = { post_logout_redirect_uri: home, ...(idToken && { id_token_hint: idToken }) };
      return client.buildEndSessionUrl(configuration, parameters).href;
    } catch (error) {
      if (error instanceof ProviderAway) return home;
      throw error;
    }
  }

  private get callback(): string {
    return `${this.settings.CONSOLE_URL}/session/callback`;
  }

  private configuration(): Promise<Oidc.Configuration> {
    if (this.problem && Date.now() - this.problem.at < REST_MS) {
      return Promise.reject(new ProviderAway(this.problem.detail));
    }
    this.found ??= this.discover().catch((error: unknown) => {
      this.found = undefined;
      throw this.awayBecause(error);
    });
    return this.found;
  }

  private async discover(): Promise<Oidc.Configuration> {
    const client = await load();
    const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, STOPSMS_MODE, ALLOW_PLAIN_OIDC } = this.settings;
    const plain = STOPSMS_MODE === 'development' || ALLOW_PLAIN_OIDC ? [client.allowInsecureRequests] : [];
    const configuration = await client.discovery(new URL(OIDC_ISSUER), OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, undefined, {
      timeout: PATIENCE_S,
      // The signature of ID tokens is looked at although they come from the provider itself.
      execute: [...plain, client.enableNonRepudiationChecks],
    });
    this.problem = undefined;
    this.respondedAt = Date.now();
    return configuration;
  }

  private async called<R>(work: () => Promise<R>): Promise<R> {
    try {
      const answer = await work();
      this.problem = undefined;
      return answer;
    } catch (error) {
      const client = await load();
      const refused =
        error instanceof client.AuthorizationResponseError ||
        (error instanceof client.ResponseBodyError && error.status < 500) ||
        (error instanceof client.ClientError && !isAway(error));
      if (refused) throw new SignInRefused(wordsOf(error));
      throw this.awayBecause(error);
    }
  }

  private awayBecause(error: unknown): ProviderAway {
    const detail = `The identity provider at ${this.settings.OIDC_ISSUER} does not respond as expected: ${wordsOf(error)}`;
    this.problem = { detail, at: Date.now() };
    return new ProviderAway(detail, { cause: error });
  }
}

const load = (): Promise<typeof Oidc> => import('openid-client');

/** Timeout, or a response that is not from a provider. */
const isAway = ({ code }: { code?: string }): boolean =>
  code !== undefined && /TIMEOUT|ABORT|RESPONSE_IS_NOT_JSON|RESPONSE_IS_NOT_CONFORM|PARSE_ERROR/.test(code);

function wordsOf(error: unknown): string {
  const { message, cause, error: code } = error as { message: string; cause?: { code?: string }; error?: string };
  return code ?? cause?.code ?? message;
}

/** Tokens with the lifetime that the response gives, otherwise a minute. */
const tokensOf = (answer: Oidc.TokenEndpointResponse): Tokens => ({
  accessToken: answer.access_token,
  accessEndsAt: Date.now() + (answer.expires_in ?? 60) * 1_000,
  refreshToken: answer.refresh_token,
  idToken: answer.id_token,
});
