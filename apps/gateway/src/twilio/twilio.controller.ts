import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '@stopsms/access';
import { Takes } from '@stopsms/http';
import type { Request, Response } from 'express';
import { TakeTwilioMessages } from './take-twilio-messages';
import { twilioErrorOf } from './twilio-error';

/** Messages in the form of Twilio's API, which its documentation describes, so OpenAPI does not. */
@ApiExcludeController()
@Open('the SID and token of the account, checked by TakeTwilioMessages')
@Controller('2010-04-01/Accounts/:sid')
export class TwilioController {
  constructor(private readonly messages: TakeTwilioMessages) {}

  @Post('Messages.json')
  @Takes('application/x-www-form-urlencoded')
  async create(@Param('sid') sid: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await answer(response, 201, () => this.messages.create(sid, request, response));
  }

  @Get('Messages/:message.json')
  async find(
    @Param() { sid, message }: { sid: string; message: string },
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await answer(response, 200, () => this.messages.find(sid, message, request));
  }
}

async function answer(response: Response, status: number, work: () => Promise<object>): Promise<void> {
  try {
    const body = await work();
    response.status(status).json(body);
  } catch (error) {
    const refusal = twilioErrorOf(error);
    if (!refusal) throw error;
    if (refusal.status === 429) response.setHeader('Retry-After', '1');
    response.status(refusal.status).json(refusal.body());
  }
}
