import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '@stopsms/access';
import { Takes } from '@stopsms/http';
import type { Request, Response } from 'express';
import { TakeMessages } from './take-messages';

/** Messages in the form that the account describes; docs/doors/webhook.md, so OpenAPI does not. */
@ApiExcludeController()
@Open('the credentials of the account, checked by TakeMessages')
@Controller('v1/door/:account')
export class WebhookController {
  constructor(private readonly takeMessages: TakeMessages) {}

  @Post()
  @Takes('*/*')
  async take(@Param('account') account: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { status, body } = await this.takeMessages.execute(account, request, response);
    response.status(status);
    if (body === null) response.end();
    else response.json(body);
  }
}
