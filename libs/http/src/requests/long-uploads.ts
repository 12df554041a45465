import type { Server } from 'node:http';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/** An address book of ten million rows, at less than half of what a busy machine of two cores takes. */
const WHOLE_MS = 6 * 3_600_000;
/** Without one octet either way. */
const SILENT_MS = 300_000;

/**
 * Node ends a request that has not arrived whole within five minutes; an address book of millions takes longer. Who sends
 * nothing any more is not waited for, nor who sends for ever.
 */
@Injectable()
export class LongUploads implements OnApplicationBootstrap {
  constructor(private readonly host: HttpAdapterHost) {}

  onApplicationBootstrap(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    server.requestTimeout = WHOLE_MS;
    server.setTimeout(SILENT_MS);
  }
}
