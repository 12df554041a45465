import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { hardenServer } from './harden-server';
import { LongUploads } from './long-uploads';

@Module({ providers: [LongUploads] })
class Uploads {}

test('an upload may take hours, though the server was hardened before', async () => {
  const app = await NestFactory.create(Uploads, { logger: false });
  const server = app.getHttpServer() as import('node:http').Server;
  hardenServer(server, { HTTP_REQUEST_TIMEOUT_MS: 60_000, HTTP_MAX_CONNECTIONS: 10 });
  expect(server.requestTimeout).toBe(60_000);
  await app.init();
  expect(server.requestTimeout).toBe(6 * 3_600_000);
  await app.close();
});

test('an upload may take hours, but has a total and an idle timeout', async () => {
  const app = await NestFactory.create(Uploads, { logger: false });
  await app.init();
  const { requestTimeout, timeout, headersTimeout } = app.getHttpServer() as import('node:http').Server;
  expect(requestTimeout).toBe(6 * 3_600_000);
  expect(timeout).toBe(300_000);
  expect(headersTimeout).toBe(60_000);
  await app.close();
});
