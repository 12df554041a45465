import type { Server } from 'node:http';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/** Time for an address book of ten million rows at less than half the throughput of a busy machine with two cores. */
const WHOLE_MS = 6 * 3_600_000;
/** Maximum time without a byte in either direction. */
const SILENT_MS = 300_000;

/**
 * Raises the timeouts of uploads: a request that is not complete within HTTP_REQUEST_TIMEOUT_MS is ended, and an address book of
 * millions takes longer. Idle and endless uploads are still ended.
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
