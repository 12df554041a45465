import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

// A program of its own: a Nest service that answers one route and knows nothing of us. What any of ours has at least.

@Controller('health')
class HealthController {
  @Get('live')
  live() {
    return { status: 'ok' };
  }
}

@Module({ controllers: [HealthController] })
class BareModule {}

void NestFactory.create(BareModule, { logger: false })
  .then((app) => app.listen(0, '127.0.0.1'))
  .then(() => process.send?.('listens'));
