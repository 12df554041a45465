import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import type { Part } from '@stopsms/local-stack';

export interface RestartOptions {
  /** Root of the repository. */
  root: string;
  /** Services by the names of their folders under `apps`. */
  services: readonly Pick<Part, 'name' | 'readyMs' | 'restart'>[];
  /** Builds these projects; rejects with the output if that fails. */
  build: (projects: string[], signal: AbortSignal) => Promise<void>;
  log: (line: string) => void;
}

/** Editors and version control write several files at once. */
const GATHER_MS = 150;
const NOT_BUILT = /\.spec\.ts$|~$|\.sw[px]$/;

/** Builds and restarts a service when a file of its `src` changes. A change in `libs` restarts each of the services. */
export class RestartOnChange {
  private readonly watcher: FSWatcher;
  private readonly ending = new AbortController();
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  private constructor(private readonly options: RestartOptions) {
    const { root, services } = options;
    const libraries = existsSync(join(root, 'libs')) ? readdirSync(join(root, 'libs')) : [];
    const folders = [
      ...services.map(({ name }) => join(root, 'apps', name, 'src')),
      ...libraries.map((name) => join(root, 'libs', name, 'src')),
    ];
    this.watcher = watch(folders, { ignoreInitial: true, ignored: (path) => NOT_BUILT.test(path) });
    this.watcher.on('all', (_event, path) => this.note(path));
    this.watcher.on('error', (error) => options.log(`Cannot watch the sources: ${(error as Error).message}`));
  }

  /** Resolves once changes are seen. */
  static async begin(options: RestartOptions): Promise<RestartOnChange> {
    const restarts = new RestartOnChange(options);
    await new Promise((resolve) => restarts.watcher.once('ready', () => resolve(undefined)));
    return restarts;
  }

  /** Waits for a restart in progress, so that the caller can stop the service. */
  async end(): Promise<void> {
    this.ending.abort();
    clearTimeout(this.timer);
    await this.watcher.close();
    await this.running;
  }

  private note(path: string): void {
    const [folder = '', project = ''] = relative(this.options.root, path).split(sep);
    this.changed.add(join(folder, project));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.running ??= this.apply().finally(() => (this.running = undefined));
    }, GATHER_MS);
  }

  private async apply(): Promise<void> {
    const { services, build, log } = this.options;
    while (this.changed.size > 0 && !this.ending.signal.aborted) {
      const projects = [...this.changed];
      this.changed.clear();
      const isLibraryChanged = projects.some((project) => project.startsWith('libs'));
      const affected = services.filter(({ name }) => isLibraryChanged || projects.includes(join('apps', name)));
      log(`${projects.join(', ')} changed: building`);
      try {
        await build(
          projects.map((project) => project.split(sep).at(-1) as string),
          this.ending.signal,
        );
        for (const service of affected) await this.restart(service);
      } catch (error) {
        // A change made meanwhile is tried next; else the service runs as it was until the next change.
        if (!this.ending.signal.aborted) log((error as Error).message);
      }
    }
  }

  private async restart(service: RestartOptions['services'][number]): Promise<void> {
    if (this.ending.signal.aborted) return;
    await service.restart();
    this.options.log(`${service.name.padEnd(14)} restarted, ready in ${(service.readyMs / 1000).toFixed(1)} s`);
  }
}
