// Loaded into a service with --require. A signal starts and ends a processor profile, so that it holds the load and not
// the start of the service, which --cpu-prof would add to it.
import { writeFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector';
import { join } from 'node:path';
import { PROFILE_DIR, SAMPLE_EVERY_US, START_OR_END, profileFile } from './profile-file';

const session = new Session();
session.connect();
let recording = false;

process.on(START_OR_END, () => {
  if (recording) session.post('Profiler.stop', (_, { profile }: Profiler.StopReturnType) => write(profile));
  else {
    session.post('Profiler.enable');
    session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
    session.post('Profiler.start');
  }
  recording = !recording;
});

function write(profile: Profiler.Profile): void {
  writeFileSync(join(process.env[PROFILE_DIR] ?? '.', profileFile(process.pid)), JSON.stringify(profile));
}
