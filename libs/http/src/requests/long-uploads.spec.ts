import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LongUploads } from './long-uploads';

@Module({ providers: [LongUploads] })
class Uploads {}

test('an upload may take hours, but has a total and an idle timeout', async () => {
  const app = await NestFactory.create(Uploads, { logger: false });
  await app.init();
  const { requestTimeout, timeout, headersTimeout } = app.getHttpServer() as import('node:http').Server;
  expect(requestTimeout).toBe(6 * 3_600_000);
  expect(timeout).toBe(300_000);
  expect(headersTimeout).toBe(60_000);
  await app.close();
});
