import { Controller, Get, Inject, Req, Res, UseGuards } from '@nestjs/common';
import { Problem } from '@stopsms/http';
import type { Request, Response } from 'express';
import { personOf } from '../sessions/person';
import { SessionGuard } from '../sessions/session.guard';
import { SessionTokens } from '../sessions/session-tokens';
import { tokenOf } from '../sessions/token-of';
import { SETTINGS, type ConsoleSettings } from '../settings/settings';
import { type Alert, askPrometheus } from './ask-prometheus';

const MAY = ['operator', 'admin'];

/** Alerts of the platform from Prometheus, for operators. */
@Controller('alerts')
@UseGuards(SessionGuard)
export class AlertsController {
  constructor(
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(SessionTokens) private readonly tokens: SessionTokens,
  ) {}

  /** @returns `items` null where nobody has said which Prometheus watches this platform */
  @Get()
  async read(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ items: Alert[] | null }> {
    response.set('cache-control', 'no-store');
    const person = personOf(await tokenOf(request, this.tokens), this.settings);
    if (!person?.roles.some((role) => MAY.includes(role))) {
      throw new Problem('not-permitted', `This is for ${MAY.join(' and ')}.`);
    }
    const { PROMETHEUS_URL } = this.settings;
    return { items: PROMETHEUS_URL === undefined ? null : await askPrometheus(PROMETHEUS_URL) };
  }
}
