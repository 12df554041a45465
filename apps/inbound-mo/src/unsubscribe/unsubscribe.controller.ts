import type { CountryCode } from 'libphonenumber-js/max';
import { All, Controller, Get, HttpCode, Inject, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Open } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { AnswersPages } from '@stopsms/http';
import { networkOf, timeZonesOf } from '@stopsms/kernel';
import type { Request, Response } from 'express';
import { FindVisitor, type Visitor } from './find-visitor';
import { HOME_COUNTRY } from '../providers/sender-number';
import { Unsubscribe } from './unsubscribe';
import { PageFaultFilter } from './page-fault.filter';
import { languageFor, sendPage } from './send-page';
import { alreadyPage, askPage, donePage, faultPage, unknownLinkPage } from './pages/unsubscribe-pages';

// Link previews and virus scanners open every link of a text: only the button opts out. The token is the visitor's whole
// authority, so there is no session that another site could ride on.
@ApiTags('unsubscribe page')
@UseFilters(PageFaultFilter)
@Open('the token in the link is the person’s own key')
@Controller('u')
export class UnsubscribeController {
  constructor(
    private readonly findVisitor: FindVisitor,
    private readonly unsubscribe: Unsubscribe,
    private readonly directory: AdvertiserDirectory,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
  ) {}

  @Get(':token')
  @AnswersPages()
  @ApiOperation({ summary: 'Page of an unsubscribe link with one button; changes nothing' })
  async ask(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.findVisitor.execute(token, networkOf(request.ip ?? ''));
    if (typeof visitor === 'string') return this.refuse(visitor, request, response);
    const { advertiserId, region, pressedAt } = visitor;
    if (!this.directory.get(advertiserId)) await this.directory.catchUp();
    const [lang, advertiser] = this.sight(visitor, request);
    const page =
      pressedAt === undefined
        ? askPage(lang, advertiser)
        : alreadyPage(lang, advertiser, dateIn(lang, region, pressedAt));
    sendPage(response, 200, page);
  }

  @Post(':token')
  @AnswersPages()
  @HttpCode(200)
  @ApiOperation({ summary: 'Opts the recipient of this token out of the advertiser that sent it' })
  async optOut(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.findVisitor.execute(token, networkOf(request.ip ?? ''));
    if (typeof visitor === 'string') return this.refuse(visitor, request, response);
    await this.unsubscribe.execute(visitor);
    sendPage(response, 200, donePage(...this.sight(visitor, request)));
  }

  /** A link cut before its token, or with more behind it. */
  @All(['', '*rest'])
  @ApiExcludeEndpoint()
  noLink(@Req() request: Request, @Res() response: Response): void {
    this.refuse('unknown', request, response);
  }

  private refuse(why: 'unknown' | 'unsure' | 'limited', request: Request, response: Response): void {
    const lang = languageFor(request, { country: this.homeCountry });
    if (why === 'unknown') sendPage(response, 404, unknownLinkPage(lang));
    else sendPage(response, why === 'limited' ? 429 : 503, faultPage(lang));
  }

  private sight({ language, region, advertiserId }: Visitor, request: Request) {
    const advertiser = this.directory.get(advertiserId);
    return [languageFor(request, { language, region, country: advertiser?.country }), advertiser] as const;
  }
}

/** The day where the number is from; where that has several time zones, in one of them. */
function dateIn(lang: string, region: string, at: number): string {
  const timeZone = timeZonesOf(region)[0] ?? 'UTC';
  return new Intl.DateTimeFormat(`${lang}-${region}`, { dateStyle: 'long', timeZone }).format(at);
}
