import type { SecretSeal } from '@stopsms/kernel';
import type { Request, Response } from 'express';
import type { SignIn } from './identity-provider';

/** Cookie with which a person comes back from the provider. */
interface Pending extends SignIn {
  returnTo: string;
  /** Epoch ms. */
  endsAt: number;
}

const PURPOSE = 'sign-in';
const WITHIN_MS = 10 * 60_000;

/**
 * State of a sign-in, sealed and stored in the browser only: thousands of started sign-ins use no memory, and no session exists before the
 * person is known.
 */
export class SignInCookie {
  private readonly name: string;

  constructor(
    private readonly seal: SecretSeal,
    private readonly secure: boolean,
  ) {
    this.name = secure ? '__Host-stopsms-sign-in' : 'stopsms-sign-in';
  }

  /** Lax, since the provider, which may be of another site, sends the browser back. */
  put(response: Response, pending: Omit<Pending, 'endsAt'>): void {
    const sealed = this.seal.seal(JSON.stringify({ ...pending, endsAt: Date.now() + WITHIN_MS }), PURPOSE);
    response.cookie(this.name, sealed, { ...this.how, maxAge: WITHIN_MS });
  }

  /** Once: the cookie goes with it. */
  take(request: Request, response: Response): Pending | undefined {
    const sealed = cookieOf(request, this.name);
    if (sealed === undefined) return undefined;
    response.clearCookie(this.name, this.how);
    const opened = this.seal.open(sealed, PURPOSE);
    const pending = opened === undefined ? undefined : (JSON.parse(opened) as Pending);
    return pending && pending.endsAt > Date.now() ? pending : undefined;
  }

  private get how() {
    return { httpOnly: true, secure: this.secure, sameSite: 'lax' as const, path: '/' };
  }
}

function cookieOf({ headers }: Request, name: string): string | undefined {
  const found = (headers.cookie ?? '').split(';').find((each) => each.trim().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1);
}
