import { Body, Controller, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { Problem, Refuses, bodyOf } from '@stopsms/http';
import type { Request, Response } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { CampaignOwner } from '../campaign-owner';
import { PreflightCampaign, type PreflightRefusal, type PreflightResult } from './preflight-campaign';
import { CampaignPath } from '../campaign-fields';
import { problemOfAway, problemOfPlan } from '../drafts/drafts.controller';
import { firstPreflight } from '../../http-parts/first-campaign';
import { PreflightAnswer, PreflightDto } from './preflights.schema';

const PROGRESS_EVERY_MS = 500;
const REFUSES = [
  ...(['not-found', 'time-past', 'campaign-started', 'campaign-over', 'campaign-changed'] as const),
  ...(['too-many-preflights', 'compliance-away'] as const),
] as const;
const ABOUT =
  'Forecasts each message with the function that decides on real messages and the facts of this moment: rules, consents, opt-outs, hours and quotas. Nothing is sent or stored. Later replies of recipients can change the outcome. Closing the connection stops the forecast.';
const LINES = [
  '{"progress":{"done":1000,"of":4209}}',
  '{"result":{"recipients":4209,"leave":4100,"held":31,"refused":78}}',
].join('\n');

@ApiTags('campaigns')
@Controller('v1/campaigns/:id/preflight')
export class PreflightsController {
  constructor(private readonly preflight: PreflightCampaign) {}

  @Post()
  @Permits('recipients:check', { owner: CampaignOwner, param: 'id' })
  @Refuses(...REFUSES)
  @ZodResponse({ status: 200, type: PreflightAnswer })
  @ApiOperation({
    summary: 'Forecast of the campaign as if it were started now; nothing is sent',
    description: ABOUT,
  })
  @ApiBody({ type: PreflightDto, required: false, ...firstPreflight })
  @LooksAtPersonalData({ people: (_, answer: { recipients: number } | undefined) => answer?.recipients })
  async ask(
    @Param() { id }: CampaignPath,
    @Body() { perSecond }: PreflightDto,
    @Headers('authorization') authorization: string | undefined,
    @Req() request: Request,
  ) {
    const found = await whileConnected(request, (signal) =>
      this.preflight.execute(id, { authorization, perSecond, signal }),
    );
    if (!found.ok) throw problemOf(id, found.refusal);
    return answerOf(found.value);
  }

  @Post('progress')
  @Permits('recipients:check', { owner: CampaignOwner, param: 'id' })
  @HttpCode(200)
  @Refuses(...REFUSES)
  @ApiOkResponse({
    description:
      'Lines of `progress`, then one line with the `result`, or with the `problem` that stopped the forecast.',
    content: { 'application/jsonl': { schema: { type: 'string' }, example: LINES } },
  })
  @ApiOperation({ summary: 'Forecast of the campaign, with progress while it runs', description: ABOUT })
  @LooksAtPersonalData({ people: (_, answer: { recipients: number } | undefined) => answer?.recipients })
  async follow(
    @Param() { id }: CampaignPath,
    @Body() { perSecond }: PreflightDto,
    @Headers('authorization') authorization: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<{ recipients: number } | undefined> {
    const say = (line: object) => {
      if (!response.headersSent) response.status(200).type('application/jsonl');
      response.write(`${JSON.stringify(line)}\n`);
    };
    let sentAt = -Infinity;
    const progress = (done: number, of: number) => {
      if (performance.now() - sentAt < PROGRESS_EVERY_MS) return;
      sentAt = performance.now();
      say({ progress: { done, of } });
    };
    const found = await whileConnected(request, (signal) =>
      this.preflight.execute(id, { authorization, perSecond, signal, progress }),
    );
    const problem = found.ok ? undefined : problemOf(id, found.refusal);
    // Before the first line it is refused as anything else is.
    if (problem && !response.headersSent) throw problem;
    say(found.ok ? { result: answerOf(found.value) } : { problem: problem && bodyOf(problem) });
    response.end();
    // For the audit event: it has been answered.
    return found.ok ? { recipients: found.value.recipients } : undefined;
  }
}

/** A closed connection cancels the request. */
async function whileConnected<T>({ socket }: Request, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const closing = new AbortController();
  const abort = () => closing.abort(new Problem('request-timeout', 'The connection was closed before the response.'));
  socket.once('close', abort);
  try {
    return await work(closing.signal);
  } finally {
    socket.off('close', abort);
  }
}

const answerOf = ({ at, outcomes, pace, ...rest }: PreflightResult) => ({
  ...rest,
  at: new Date(at),
  outcomes: outcomes.map(({ until, ...outcome }) => ({
    ...outcome,
    ...(until !== undefined && { until: new Date(until) }),
  })),
  ...(pace && { pace: paceOf(pace) }),
});

const paceOf = ({ endsAt, leaves, ...pace }: NonNullable<PreflightResult['pace']>) => ({
  ...pace,
  leaves: leaves.map(({ from, to, messages }) => ({ from: new Date(from), to: new Date(to), messages })),
  ...(endsAt !== undefined && { endsAt: new Date(endsAt) }),
});

function problemOf(id: string, refusal: PreflightRefusal): Problem {
  switch (refusal.code) {
    case 'campaign-unknown':
      return Problem.notFound('campaign', id);
    case 'campaign-started':
      return new Problem(refusal.code, `The campaign is ${refusal.state}: GET it for what it does.`);
    case 'campaign-over':
      return new Problem(refusal.code, `The campaign is ${refusal.state} and would do nothing any more.`);
    case 'campaign-changed':
      return new Problem(refusal.code, 'The campaign was changed in the meantime. Read it, then try again.');
    case 'too-many-preflights':
      return new Problem(refusal.code, 'Too many preflights are running. Try again when one has ended.');
    case 'compliance-away':
      return problemOfAway(refusal);
    default:
      return problemOfPlan(refusal);
  }
}
