import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { Problem, Refuses, bodyDto } from '@stopsms/http';
import type { Response } from 'express';
import { z } from 'zod';
import { MAX_PROFILE_SECONDS, PROFILE_KINDS, Profiler } from './profiler';

class ProfileRequest extends bodyDto(
  z.strictObject({
    kind: z.enum(PROFILE_KINDS).describe('`cpu`: where time is spent; `heap`: where memory in use was allocated.'),
    seconds: z.int().min(1).max(MAX_PROFILE_SECONDS).describe('Duration of the profile.'),
  }),
  { kind: 'cpu', seconds: 1 },
) {}

const EXAMPLE = { nodes: [], startTime: 1_764_756_000_000_000, endTime: 1_764_756_001_000_000, samples: [] };

@ApiTags('profiles')
@Controller('v1/profile')
export class ProfileController {
  constructor(private readonly profiler: Profiler) {}

  @Post()
  @Permits('platform:operate')
  @HttpCode(200)
  @Refuses('profile-in-progress')
  @ApiOkResponse({
    description: 'Profile for the developer tools of Chrome or for speedscope: `.cpuprofile` or `.heapprofile`.',
    content: { 'application/json': { schema: { type: 'object', additionalProperties: true }, example: EXAMPLE } },
  })
  @ApiOperation({
    summary: 'Takes a CPU or heap profile of this replica and returns it as a file',
    description:
      'One at a time for each replica. A profile contains names and positions of functions, without phone numbers and texts. It ends without a result when the connection closes.',
  })
  async take(@Body() { kind, seconds }: ProfileRequest, @Res() response: Response): Promise<void> {
    const closed = new AbortController();
    response.once('close', () => closed.abort());
    const profile = await this.profiler.take(kind, seconds, closed.signal).catch((error: unknown) => {
      // Nobody waits for it any more.
      if (closed.signal.aborted) return 'aborted' as const;
      throw error;
    });
    if (profile === 'aborted') return;
    if (!profile) {
      const detail =
        'This replica is taking another profile. Repeat the request when it has ended, in a minute at most.';
      throw new Problem('profile-in-progress', detail);
    }
    response
      .type('application/json')
      .setHeader('content-disposition', `attachment; filename="${profile.fileName}"`)
      .end(profile.content);
  }
}
