import { Injectable } from '@nestjs/common';
import { Worker } from '@stopsms/service';
import { ContinueImport } from './continue-import';

const IDLE_MS = 500;

/** Imports what was received, one file after the other. */
@Injectable()
export class ImportRunner extends Worker {
  readonly failure = 'An import cannot continue; nothing is lost, retrying';

  constructor(private readonly continueImport: ContinueImport) {
    super();
  }

  protected async step(): Promise<number> {
    return (await this.continueImport.execute()) ? 0 : IDLE_MS;
  }
}
