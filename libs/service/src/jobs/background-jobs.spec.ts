import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import { eventually } from '@stopsms/test-parts';
import { pino } from 'pino';
import { LOG } from '../log';
import { BackgroundJobs } from './background-jobs';
import { ScheduledJob } from './scheduled-job';
import { Worker } from './worker';

@Injectable()
class Counting extends ScheduledJob {
  readonly everyMs = 10;
  readonly failure = 'Nothing was counted; retrying';
  starts = 0;
  running = 0;
  maxRunning = 0;
  takesMs = 0;
  fault: Error | undefined;

  async execute(): Promise<void> {
    this.starts += 1;
    this.maxRunning = Math.max(this.maxRunning, (this.running += 1));
    await delay(this.takesMs);
    this.running -= 1;
    if (this.fault) throw this.fault;
  }
}

@Injectable()
class Draining extends Worker {
  readonly failure = 'The queue was not drained; retrying';
  queue = 0;
  done = 0;

  async step(): Promise<number> {
    await delay(1);
    if (this.queue === 0) return 60_000;
    this.queue -= 1;
    this.done += 1;
    return 0;
  }
}

async function start<T extends ScheduledJob | Worker>(type: Type<T>, prepare: (work: T) => void = () => undefined) {
  const lines = new PassThrough();
  @Module({
    imports: [DiscoveryModule, ScheduleModule.forRoot()],
    providers: [type, BackgroundJobs, { provide: LOG, useValue: pino(lines) }],
  })
  class Jobs {}
  const module = await Test.createTestingModule({ imports: [Jobs] }).compile();
  const work = module.get(type);
  prepare(work);
  await module.init();
  const logged = () => String((lines.read() as Buffer | null) ?? '');
  return { work, jobs: module.get(BackgroundJobs), logged };
}

test('a job runs at the start and at each tick, and never twice at once', async () => {
  const { work, jobs } = await start(Counting, (job) => (job.takesMs = 25));
  expect(work.starts).toBe(1);
  await eventually('further runs', () => work.starts > 2, { everyMs: 10 });
  await jobs.stop();
  expect(work.maxRunning).toBe(1);
});

test('a failed run is logged with its job and repeated at the next tick', async () => {
  const { work, jobs, logged } = await start(Counting, (job) => (job.fault = new Error('no connection')));
  await eventually('another run', () => work.starts > 2, { everyMs: 10 });
  await jobs.stop();
  expect(logged()).toMatch(/"job":"Counting","failures":2,"retryInMs":10,"msg":"Nothing was counted; retrying"/);
});

test('stop waits for the run in progress, and no other begins', async () => {
  const { work, jobs } = await start(Counting, (job) => (job.takesMs = 50));
  await jobs.stop();
  expect(work).toMatchObject({ starts: 1, running: 0 });
  await delay(30);
  expect(work.starts).toBe(1);
});

test('a worker drains what is due, and a nudge ends its pause', async () => {
  const { work, jobs } = await start(Draining, (worker) => (worker.queue = 5));
  await eventually('an empty queue', () => work.done === 5, { everyMs: 10 });
  work.queue = 2;
  work.nudge();
  await eventually('an empty queue again', () => work.done === 7, { everyMs: 10 });
  await jobs.stop();
});
