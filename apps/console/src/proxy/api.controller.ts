import { All, Controller, Inject, Req, Res, UseGuards } from '@nestjs/common';
import { Problem } from '@stopsms/http';
import type { Request, Response } from 'express';
import { SessionGuard } from '../sessions/session.guard';
import { SessionTokens } from '../sessions/session-tokens';
import { tokenOf } from '../sessions/token-of';
import { serviceUrls } from '../settings/service-urls';
import { SETTINGS, type ConsoleSettings } from '../settings/settings';
import { Forwarder } from './forwarder';
import { LiveExchanges } from './live-exchanges';
import { servicePath } from './service-path';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** A service cuts an upload off when its token ends, so that one is begun with a token that lasts, or a new one. */
const UPLOAD_MS = 3_600_000;
/** A body that the pages make is smaller. */
const LARGEST_FORM_BYTES = 1_000_000;

const isUpload = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > LARGEST_FORM_BYTES;

/** The services as pages call them, each call with the token of the signed-in person. The services check permissions. */
@Controller('api')
@UseGuards(SessionGuard)
export class ApiController {
  private readonly services: ReadonlyMap<string, string>;
  private readonly forwarder: Forwarder;

  constructor(
    @Inject(SETTINGS) settings: ConsoleSettings,
    @Inject(SessionTokens) private readonly tokens: SessionTokens,
    private readonly live: LiveExchanges,
  ) {
    this.services = serviceUrls(settings);
    this.forwarder = new Forwarder(settings.SERVICE_SILENCE_MS);
  }

  @All('*path')
  async call(@Req() request: Request, @Res() response: Response): Promise<void> {
    const asked = servicePath(request.originalUrl.slice('/api'.length), request.method);
    const url = asked && this.services.get(asked.service);
    if (!url || !METHODS.includes(request.method)) {
      throw new Problem('no-such-route', 'The console forwards only /api/<service>/v1/….');
    }
    const token = await tokenOf(request, this.tokens, isUpload(request) ? UPLOAD_MS : undefined);
    this.live.begin(request.sessionID, token, response);
    await this.forwarder.forward(request, response, { ...asked, url, token });
  }
}
