import 'reflect-metadata';
import { LocalStackError } from '@stopsms/local-stack';
import { benchmarks } from './catalogue';
import { runCommand } from './command/command';
import { printMachine } from './machine';

runCommand(process.argv.slice(2), benchmarks, printMachine)
  .then((code) => (process.exitCode = code))
  .catch((error: unknown) => {
    // What it says is for a person: no Java, a port that is taken, a part that does not start.
    console.error(error instanceof LocalStackError ? error.message : error);
    process.exitCode = 1;
  });
