import { Controller, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { Problem } from '@stopsms/http';
import type { Request, Response } from 'express';
import { IdentityProvider } from '../sign-in/identity-provider';
import { languageOf } from '../sign-in/refusal-page';
import { SETTINGS, type ConsoleSettings } from '../settings/settings';
import { personOf } from './person';
import { SessionGuard } from './session.guard';
import { SessionTokens } from './session-tokens';
import { endSession } from './sessions';
import { tokenOf } from './token-of';

@Controller('session')
@UseGuards(SessionGuard)
export class SessionController {
  constructor(
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(SessionTokens) private readonly tokens: SessionTokens,
    @Inject(IdentityProvider) private readonly provider: IdentityProvider,
  ) {}

  /** The signed-in person as services see them now, and the token that each changing call must carry. */
  @Get()
  async read(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    response.set('cache-control', 'no-store');
    const person = personOf(await tokenOf(request, this.tokens), this.settings);
    if (!person) {
      await endSession(request);
      throw new Problem('not-signed-in', 'The identity provider no longer gives you a role. Sign in again.');
    }
    const { subject, name, roles, advertisers, locale } = person;
    return {
      id: subject,
      name,
      roles,
      advertisers,
      csrf: request.session.csrf,
      language: locale === undefined ? languageOf(request) : locale.startsWith('fr') ? 'fr' : 'en',
      endsAt: new Date(request.session.endsAt ?? 0).toISOString(),
    };
  }

  /** @returns where the browser signs out of the provider as well */
  @Post('sign-out')
  @HttpCode(200)
  async signOut(@Req() request: Request): Promise<{ url: string }> {
    const tokens = await this.tokens.of(request.sessionID);
    // First: whatever the provider says, nobody is signed in here any more.
    await endSession(request);
    return { url: tokens ? await this.provider.signOut(tokens) : '/' };
  }
}
