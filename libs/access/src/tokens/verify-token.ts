import { type Result, refused } from '@stopsms/kernel';
import { type JWTPayload, decodeJwt, errors, jwtVerify } from 'jose';
import { type ClaimRefusal, type ClaimSettings, type Person, personOf } from './person-of';
import { ProviderAway, type ProviderKeys } from './provider-keys';

/** Algorithms with a private key: never `none`, never a shared secret. */
const ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');
/** Allowed difference between clocks. */
const SKEW_S = 30;
/** Maximum length; with many roles and advertisers a token has some kilobytes. */
const LONGEST = 8_192;
const TYPES = [undefined, 'JWT', 'at+jwt', 'application/at+jwt'];
/** Three parts in base64url: a header that begins with `{"`, claims, a signature, which is empty for `none`. */
const FORM = /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/;

export type TokenRefusal =
  | ClaimRefusal
  | {
      code:
        | 'token-algorithm'
        | 'token-forged'
        | 'token-key-unknown'
        | 'token-expired'
        | 'token-not-yet-valid'
        | 'token-of-another-issuer'
        | 'token-for-another-audience'
        | 'identity-provider-away';
      detail: string;
    };

interface TokenSettings extends ClaimSettings {
  OIDC_ISSUER: string;
  OIDC_AUDIENCE: string;
}

/** Returns whether a text is a token rather than a key. */
export const looksLikeToken = (text: string): boolean => FORM.test(text);

/** Returns the expiry of a verified token, epoch ms, with the allowed difference between clocks once it has passed. */
export function endOfToken(token: string): number {
  const endsAt = 1_000 * (decodeJwt(token).exp ?? 0);
  return endsAt > Date.now() ? endsAt : endsAt + 1_000 * SKEW_S;
}

/** Verifies access tokens and returns their person. Uses the machine's clock, since tokens are issued outside. */
export class VerifyToken {
  constructor(
    private readonly settings: TokenSettings,
    private readonly keys: ProviderKeys,
  ) {}

  async execute(token: string): Promise<Result<Person, TokenRefusal>> {
    if (token.length > LONGEST) {
      return refused({ code: 'token-malformed', detail: `The token has more than ${LONGEST} characters.` });
    }
    try {
      // Before the key is looked up: a wrong issuer costs no request.
      if (decodeJwt(token).iss !== this.settings.OIDC_ISSUER) return refused(ANOTHER_ISSUER);
      const { payload, protectedHeader } = await jwtVerify(
        token,
        (header, signed) => this.keys.keyFor(header, signed),
        {
          algorithms: ALGORITHMS,
          issuer: this.settings.OIDC_ISSUER,
          audience: this.settings.OIDC_AUDIENCE,
          clockTolerance: SKEW_S,
          requiredClaims: ['exp', 'sub'],
        },
      );
      return this.accept(payload, protectedHeader.typ);
    } catch (error) {
      return refused(this.refusalOf(error));
    }
  }

  private accept(payload: JWTPayload, type: string | undefined): Result<Person, TokenRefusal> {
    if (!TYPES.includes(type) || payload['typ'] === 'ID') {
      return refused({ code: 'token-malformed', detail: 'This is no access token. Send that, and no other token.' });
    }
    return personOf(payload, this.settings);
  }

  /** @throws errors that are no refusal */
  private refusalOf(error: unknown): TokenRefusal {
    if (error instanceof ProviderAway) {
      const detail = `The identity provider’s keys cannot be fetched, so nobody can sign in: ${error.message}. API keys still work.`;
      return { code: 'identity-provider-away', detail };
    }
    if (error instanceof errors.JWTExpired) {
      return { code: 'token-expired', detail: 'The token has expired. Sign in again, or refresh it.' };
    }
    if (error instanceof errors.JWTClaimValidationFailed) return this.claimRefusal(error.claim);
    if (error instanceof errors.JOSEAlgNotAllowed) {
      const detail = `The token must be signed with one of ${ALGORITHMS.join(', ')}.`;
      return { code: 'token-algorithm', detail };
    }
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      return { code: 'token-forged', detail: 'The token signature does not match the identity provider’s key.' };
    }
    if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
      const detail =
        'The identity provider has no key with the kid of this token. If the key is new, try again in a few seconds.';
      return { code: 'token-key-unknown', detail };
    }
    if (error instanceof errors.JOSEError) return MALFORMED;
    throw error;
  }

  private claimRefusal(claim: string): TokenRefusal {
    if (claim === 'iss') return ANOTHER_ISSUER;
    if (claim === 'aud') {
      const detail = `The token’s aud does not include ${this.settings.OIDC_AUDIENCE}. Request a token for this audience.`;
      return { code: 'token-for-another-audience', detail };
    }
    if (claim === 'nbf')
      return { code: 'token-not-yet-valid', detail: 'The token is not valid yet. Check the clocks of both systems.' };
    return { code: 'token-malformed', detail: `The token’s ${claim} is missing or wrong.` };
  }
}

const ANOTHER_ISSUER = {
  code: 'token-of-another-issuer',
  detail: 'The token was issued by an identity provider that this service does not trust.',
} as const;
const MALFORMED = { code: 'token-malformed', detail: 'The bearer token is not a valid JWT.' } as const;
