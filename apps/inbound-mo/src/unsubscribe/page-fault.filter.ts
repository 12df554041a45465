import type { CountryCode } from 'libphonenumber-js/max';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import { LOG, type Log } from '@stopsms/service';
import type { Request, Response } from 'express';
import { HOME_COUNTRY } from '../providers/sender-number';
import { faultPage } from './pages/unsubscribe-pages';
import { languageFor, sendPage } from './send-page';

/** A person reads this answer, so it is a page and no problem document; it never says that an opt-out was done. */
@Catch()
export class PageFaultFilter implements ExceptionFilter {
  constructor(
    @Inject(LOG) private readonly log: Log,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    // The address holds the token, so it is not logged.
    this.log.error({ err: error }, 'Unsubscribe page could not answer');
    const http = host.switchToHttp();
    const lang = languageFor(http.getRequest<Request>(), { country: this.homeCountry });
    sendPage(http.getResponse<Response>(), 503, faultPage(lang));
  }
}
