import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { MAX_NETWORKS, Problem, RateLimit } from '@stopsms/http';
import type { Request, Response } from 'express';
import { ConsoleMetrics } from '../console-metrics';
import { boundTo, networkOf } from '../sessions/bound-to';
import { personOf } from '../sessions/person';
import { SessionTokens } from '../sessions/session-tokens';
import { beginSession, isSecure } from '../sessions/sessions';
import { SETTINGS, type ConsoleSettings } from '../settings/settings';
import { IdentityProvider, ProviderAway, SignInRefused, type Tokens } from './identity-provider';
import { returnTo } from './return-to';
import { SignInCookie } from './sign-in-cookie';
import { sendRefusalPage } from './refusal-page';

@Controller('session')
export class SignInController {
  private readonly limit: RateLimit;

  constructor(
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(IdentityProvider) private readonly provider: IdentityProvider,
    @Inject(SignInCookie) private readonly cookie: SignInCookie,
    @Inject(SessionTokens) private readonly tokens: SessionTokens,
    @Inject(ConsoleMetrics) private readonly metrics: ConsoleMetrics,
  ) {
    this.limit = new RateLimit(settings.SIGN_INS_PER_SECOND, MAX_NETWORKS);
  }

  /** Sends the browser to the provider. */
  @Get('sign-in')
  async signIn(
    @Query('returnTo') wanted: unknown,
    @Query('fresh') fresh: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    this.slow(request, response);
    response.set('cache-control', 'no-store');
    const page = returnTo(wanted);
    const isFresh = fresh === 'true';
    const { CONSOLE_URL } = this.settings;
    if (request.headers.host !== new URL(CONSOLE_URL).host) {
      // By another name of ours the provider would send the browser back to where it has no cookie.
      response.redirect(
        303,
        `${CONSOLE_URL}/session/sign-in?returnTo=${encodeURIComponent(page)}${isFresh ? '&fresh=true' : ''}`,
      );
      return;
    }
    await this.orRefusalPage(request, response, async () => {
      const { url, signIn } = await this.provider.begin(isFresh);
      this.cookie.put(response, { ...signIn, returnTo: page });
      response.redirect(303, url.href);
    });
  }

  /** Redirect URI of the provider. */
  @Get('callback')
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    this.slow(request, response);
    response.set('cache-control', 'no-store');
    await this.orRefusalPage(request, response, async () => {
      if (isSecure(this.settings) && !request.secure && request.headers['x-forwarded-proto'] !== 'https') {
        throw new SignInRefused('whoever ends TLS before the console does not send X-Forwarded-Proto: https');
      }
      const pending = this.cookie.take(request, response);
      if (!pending) throw new SignInRefused('nothing was begun in this browser');
      const { search } = new URL(request.originalUrl, this.settings.CONSOLE_URL);
      await this.begin(request, response, await this.provider.end(search, pending), pending.returnTo);
    });
  }

  private async begin(request: Request, response: Response, tokens: Tokens, page: string): Promise<void> {
    const person = personOf(tokens.accessToken, this.settings);
    if (!person) {
      this.metrics.signIns.inc({ outcome: 'no-role' });
      sendRefusalPage(request, response, 'no-role', await this.provider.signOut(tokens));
      return;
    }
    const { SESSION_BINDING, SESSION_HOURS } = this.settings;
    await beginSession(request, {
      subject: person.subject,
      boundTo: boundTo(request.headers['user-agent'], request.ip, SESSION_BINDING),
      hours: SESSION_HOURS,
    });
    await this.tokens.put(request.sessionID, tokens);
    this.metrics.signIns.inc({ outcome: 'signed-in' });
    response.redirect(303, page);
  }

  /** A person reads the response, so a refusal is a page. */
  private async orRefusalPage(request: Request, response: Response, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ProviderAway || error instanceof SignInRefused)) throw error;
      const refusal = error instanceof ProviderAway ? 'away' : 'refused';
      this.metrics.signIns.inc({ outcome: refusal });
      sendRefusalPage(request, response, refusal);
    }
  }

  private slow(request: Request, response: Response): void {
    const seconds = this.limit.refuses(networkOf(request.ip ?? ''));
    if (seconds === undefined) return;
    response.setHeader('Retry-After', String(seconds));
    throw new Problem('too-many-requests', `Too many sign-ins from your network. Try again in ${seconds} s.`);
  }
}
