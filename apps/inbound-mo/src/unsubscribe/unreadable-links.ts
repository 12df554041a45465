import type { CountryCode } from 'libphonenumber-js/max';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NextFunction, Request, Response } from 'express';
import { HOME_COUNTRY } from '../providers/sender-number';
import { unknownLinkPage } from './pages/unsubscribe-pages';
import { languageFor, sendPage } from './send-page';

/** Answers undecodable addresses (`/u/%E0%A4%A`): Express fails before a route is found, so no filter of a route applies. */
@Injectable()
export class UnreadableLinks implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
  ) {}

  onModuleInit(): void {
    // Four parameters make it a handler of errors; it follows the routes and precedes the problem filter.
    this.host.httpAdapter.use('/u', (error: unknown, request: Request, response: Response, next: NextFunction) => {
      if (!(error instanceof URIError)) return next(error);
      sendPage(response, 404, unknownLinkPage(languageFor(request, { country: this.homeCountry })));
    });
  }
}
