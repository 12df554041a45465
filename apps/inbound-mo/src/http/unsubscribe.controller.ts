import type { CountryCode } from 'libphonenumber-js/max';
import { Controller, Get, HttpCode, Inject, Param, Post, Res, UseFilters } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdvertiserDirectory } from '@stopsms/service-kit';
import type { Response } from 'express';
import { HOME_COUNTRY } from '../use-cases/sender-number';
import { Unsubscribe, type Visitor } from '../use-cases/unsubscribe';
import { PageFaultFilter } from './page-fault.filter';
import { PAGE_HEADERS, type Page, renderPage } from './pages/page';
import { askPage, donePage, languageOf, unknownLinkPage } from './pages/unsubscribe-pages';

// Link previews and virus scanners open every link of a text: only the button opts out.
@ApiTags('unsubscribe page')
@UseFilters(PageFaultFilter)
@Controller('u/:token')
export class UnsubscribeController {
  constructor(
    private readonly unsubscribe: Unsubscribe,
    private readonly directory: AdvertiserDirectory,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The page behind an unsubscribe link: one button; changes nothing' })
  async ask(@Param('token') token: string, @Res({ passthrough: true }) response: Response): Promise<string> {
    const visitor = await this.unsubscribe.visitor(token);
    if (!visitor) return this.unknown(response);
    return show(response, 200, askPage(languageOf(visitor.region), await this.advertiserOf(visitor)));
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Opts the person who was sent this token out of the advertiser that sent it' })
  async optOut(@Param('token') token: string, @Res({ passthrough: true }) response: Response): Promise<string> {
    const visitor = await this.unsubscribe.visitor(token);
    if (!visitor) return this.unknown(response);
    await this.unsubscribe.optOut(token, visitor);
    return show(response, 200, donePage(languageOf(visitor.region), await this.advertiserOf(visitor)));
  }

  private unknown(response: Response): string {
    return show(response, 404, unknownLinkPage(languageOf(this.homeCountry)));
  }

  private async advertiserOf({ advertiserId }: Visitor): Promise<string> {
    if (!this.directory.get(advertiserId)) await this.directory.catchUp();
    const { name, legalName } = this.directory.get(advertiserId) ?? { name: '', legalName: '' };
    return name === legalName ? name : `${name} (${legalName})`;
  }
}

function show(response: Response, status: number, page: Page): string {
  response.status(status).set(PAGE_HEADERS);
  return renderPage(page);
}
