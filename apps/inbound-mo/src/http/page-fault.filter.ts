import type { CountryCode } from 'libphonenumber-js/max';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import { LOG, type Log } from '@stopsms/service-kit';
import type { Response } from 'express';
import { HOME_COUNTRY } from '../use-cases/sender-number';
import { PAGE_HEADERS, renderPage } from './pages/page';
import { faultPage, languageOf } from './pages/unsubscribe-pages';

/** A person reads this answer, so it is a page and no problem document; it never says that an opt-out was done. */
@Catch()
export class PageFaultFilter implements ExceptionFilter {
  constructor(
    @Inject(LOG) private readonly log: Log,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    this.log.error({ err: error }, 'Unsubscribe page could not answer');
    const response = host.switchToHttp().getResponse<Response>();
    response
      .status(503)
      .set({ ...PAGE_HEADERS, 'Retry-After': '60' })
      .send(renderPage(faultPage(languageOf(this.homeCountry))));
  }
}
