import { All, Controller, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '@stopsms/access';
import type { Request, Response } from 'express';
import { TwilioError } from './twilio-error';

/** Resources of Twilio that exist here, with fewer methods. */
const KNOWN = /^\/2010-04-01\/Accounts\/[^/]+\/Messages(?:\/[^/]+)?(?:\.json)?$/;

/** Refuses all other requests below Twilio's path in Twilio's form, the only one that its libraries read. */
@ApiExcludeController()
@Open('answers 404 or 405 to everybody')
@Controller('2010-04-01')
export class TwilioUnknownController {
  @All('*path')
  refuse(@Req() request: Request, @Res() response: Response): void {
    const error = KNOWN.test(request.path)
      ? new TwilioError(405, 20004, `${request.method} is not supported here. Nothing was done.`)
      : new TwilioError(404, 20404, 'The requested resource was not found.');
    response.status(error.status).json(error.body());
  }
}
