import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '@stopsms/access';
import { NumbersInAddress, Problem, Takes } from '@stopsms/http';
import type { Request, Response } from 'express';
import { SendsmsError } from './read-sendsms';
import { TakeSendsms } from './take-sendsms';

/** Answer of Kannel to a message that it took. */
const ACCEPTED = '0: Accepted for delivery';

/** SMS in the form of Kannel's sendsms, which its documentation describes, so OpenAPI does not. */
@ApiExcludeController()
@NumbersInAddress()
@Open('the user name and password of the account, checked by TakeSendsms')
@Controller('cgi-bin/sendsms')
export class KannelController {
  constructor(private readonly takeSendsms: TakeSendsms) {}

  @Get()
  async get(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.take(request, response);
  }

  @Post()
  @Takes('application/x-www-form-urlencoded')
  async post(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.take(request, response);
  }

  private async take(request: Request, response: Response): Promise<void> {
    response.type('text/plain');
    try {
      await this.takeSendsms.execute(request, response);
      response.status(202).send(ACCEPTED);
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      if (refusal.status === 503) response.setHeader('Retry-After', '1');
      response.status(refusal.status).send(refusal.message);
    }
  }
}

function refusalOf(error: unknown): SendsmsError | undefined {
  if (error instanceof SendsmsError) return error;
  if (!(error instanceof Problem)) return undefined;
  const status = error.getStatus();
  if (status === 401) return new SendsmsError(403, 'Authorization failed for sendsms');
  return status === 429
    ? new SendsmsError(503, 'Temporal failure, try again later.')
    : new SendsmsError(status, error.detail);
}
