import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '@stopsms/access';
import { NumbersInAddress, Takes } from '@stopsms/http';
import type { Request, Response } from 'express';
import { ReceiveCallback } from './receive-callback';

/** Any form: the vendor decides it. */
const ANY = '*/*';

interface CallbackParams {
  provider: string;
  secret: string;
  reference?: string;
}

/** Receipts and replies in the form of their vendor; its documentation describes them, so OpenAPI does not. */
@ApiExcludeController()
@NumbersInAddress()
@Open('a vendor’s own signature, or a secret in the path, checked by ReceiveCallback')
@Controller('v1/callbacks/:provider/:secret')
export class CallbacksController {
  constructor(private readonly receiveCallback: ReceiveCallback) {}

  @Get(['', ':reference'])
  async get(@Param() params: CallbackParams, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.receive(params, request, response);
  }

  @Post(['', ':reference'])
  @Takes(ANY)
  async post(@Param() params: CallbackParams, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.receive(params, request, response);
  }

  private async receive({ provider, secret, reference }: CallbackParams, request: Request, response: Response) {
    const expected = await this.receiveCallback.execute(
      { provider, pathSecret: secret, ...(reference !== undefined && { reference }) },
      request,
      response,
    );
    response.status(200);
    if (expected) response.type(expected.contentType).send(expected.body);
    else response.end();
  }
}
