import { Controller, Get, Headers, Param, Res, applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, whoOf } from '@stopsms/access';
import { Problem, Refuses } from '@stopsms/http';
import type { Response } from 'express';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { ImportOwner } from '../contacts/owners';
import { CampaignOwner } from './campaign-owner';
import { MAX_OF_ONE, WatchProgress } from './watch-progress';
import { CampaignPath } from './campaign-fields';
import { EventStream } from '../http-parts/event-stream';
import { uuid } from '../http-parts/request-fields';

class ImportPath extends createZodDto(z.object({ id: uuid('an import id') })) {}

const ABOUT = `Server-sent events: \`progress\` at each change, at most one per second, and \`over\` when nothing follows. The data of each is the response of the GET route.
A client that reconnects with \`Last-Event-ID\` receives the events since then. After \`over\` the response is 204, on which browsers stop reconnecting.
A stream ends after ten minutes and when the service stops; browsers reconnect by themselves. Comments keep the connection open.`;
const EVENTS =
  'retry: 1000\n\nevent: progress\nid: 3q2-7wAAAAAAAAAA\ndata: {"id":"019aaa10-0000-7000-8000-000000000003","state":"running"}\n\n';

const AnswersEvents = (summary: string) =>
  applyDecorators(
    Refuses('not-found', 'too-many-watchers'),
    ApiOperation({ summary, description: ABOUT }),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'ID of the last event that the client received.',
    }),
    ApiOkResponse({
      description: 'Events until the progress is complete.',
      content: { 'text/event-stream': { schema: { type: 'string' }, example: EVENTS } },
    }),
    ApiNoContentResponse({ description: 'The client already received `over`.' }),
  );

@ApiTags('progress')
@Controller('v1')
export class ProgressController {
  constructor(private readonly watch: WatchProgress) {}

  @Get('campaigns/:id/progress')
  @Permits('campaigns:read', { owner: CampaignOwner, param: 'id' })
  @AnswersEvents('Progress of a campaign, sent at each change until it has ended')
  campaign(
    @Param() { id }: CampaignPath,
    @Headers('last-event-id') seen: string | undefined,
    @CallerOf() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    return this.follow('campaign', id, { seen, caller, response });
  }

  @Get('imports/:id/progress')
  @Permits('books:read', { owner: ImportOwner, param: 'id' })
  @AnswersEvents('Progress of an import, sent at each change until it has ended')
  import(
    @Param() { id }: ImportPath,
    @Headers('last-event-id') seen: string | undefined,
    @CallerOf() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    return this.follow('import', id, { seen, caller, response });
  }

  private async follow(what: 'campaign' | 'import', id: string, asked: Asked): Promise<void> {
    const { seen, caller, response } = asked;
    const now = await this.watch[what](id);
    if (!now) throw Problem.notFound(what, id);
    if (now.isOver && seen === now.id) return void response.status(204).end();
    const open: { leave?: (() => void) | undefined; stream?: EventStream } = {};
    const watcher = {
      whose: whoOf(caller),
      send: (event: typeof now) => open.stream?.send(event),
      end: () => open.stream?.end(),
    };
    if (!now.isOver) {
      open.leave = this.watch.follow(what, id, watcher, now);
      if (!open.leave) {
        response.setHeader('Retry-After', '10');
        const detail = `Too many event streams are open, or ${MAX_OF_ONE} by this caller. Close some, or try again in 10 s.`;
        throw new Problem('too-many-watchers', detail);
      }
    }
    const stream = (open.stream = new EventStream(response, () => open.leave?.()));
    if (seen !== now.id) stream.send(now);
    if (now.isOver) stream.end();
  }
}

interface Asked {
  seen: string | undefined;
  caller: Caller;
  response: Response;
}
