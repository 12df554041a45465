import type { Server } from 'node:http';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/** Node ends a request that has not arrived whole within five minutes; a list of millions takes longer. */
@Injectable()
export class LongUploads implements OnApplicationBootstrap {
  constructor(private readonly host: HttpAdapterHost) {}

  onApplicationBootstrap(): void {
    (this.host.httpAdapter.getHttpServer() as Server).requestTimeout = 0;
  }
}
