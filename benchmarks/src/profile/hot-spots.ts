import { existsSync, readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workspaceRoot } from '@stopsms/local-stack';

export interface HotSpot {
  /** Function with file and line, in the source if there is a source map. */
  where: string;
  selfMs: number;
  /** With everything it called; a recursive call counts once. */
  totalMs: number;
}

export interface HotSpots {
  busyMs: number;
  wallMs: number;
  functions: HotSpot[];
  /** Self time by what the code belongs to: a package, one of our folders, node itself. */
  owners: { owner: string; selfMs: number }[];
}

const NOT_WORK = new Set(['(idle)', '(root)']);

export function hotSpotsOf(file: string): HotSpots {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profiler.Profile;
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const selfMs = new Map<number, number>();
  profile.samples?.forEach((id, n) => {
    selfMs.set(id, (selfMs.get(id) ?? 0) + (profile.timeDeltas?.[n] ?? 0) / 1_000);
  });
  const locations = new SourceLocations();
  const functions = new Map<string, HotSpot>();
  const owners = new Map<string, number>();
  let busyMs = 0;

  const walk = (id: number, above: ReadonlySet<string>): number => {
    const node = nodes.get(id);
    if (!node) return 0;
    const where = locations.of(node.callFrame);
    const inside = new Set(above).add(where);
    const self = selfMs.get(id) ?? 0;
    const total = (node.children ?? []).reduce((sum, child) => sum + walk(child, inside), self);
    if (NOT_WORK.has(node.callFrame.functionName)) return total;
    busyMs += self;
    const spot = functions.get(where) ?? { where, selfMs: 0, totalMs: 0 };
    spot.selfMs += self;
    if (!above.has(where)) spot.totalMs += total;
    functions.set(where, spot);
    const owner = ownerOf(node.callFrame);
    owners.set(owner, (owners.get(owner) ?? 0) + self);
    return total;
  };
  walk(profile.nodes[0]?.id ?? 0, new Set());
  return {
    busyMs,
    wallMs: (profile.endTime - profile.startTime) / 1_000,
    functions: [...functions.values()].sort((a, b) => b.selfMs - a.selfMs),
    owners: [...owners].map(([owner, ms]) => ({ owner, selfMs: ms })).sort((a, b) => b.selfMs - a.selfMs),
  };
}

function ownerOf({ url, functionName }: Profiler.Profile['nodes'][number]['callFrame']): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'V8';
  if (url.startsWith('node:')) return `node:${url.slice(5).split('/').slice(0, 2).join('/')}`;
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  const [, inModules] = path.split('/node_modules/').slice(-2);
  if (inModules)
    return inModules
      .split('/')
      .slice(0, inModules.startsWith('@') ? 2 : 1)
      .join('/');
  return relative(`${workspaceRoot()}/dist`, path).split('/').slice(0, 2).join('/');
}

/** Locations of functions in the source. */
class SourceLocations {
  private readonly maps = new Map<string, SourceMap | undefined>();

  of({ functionName, url, lineNumber, columnNumber }: Profiler.Profile['nodes'][number]['callFrame']): string {
    const name = functionName || '(anonymous)';
    if (url === '') return name;
    const path = url.startsWith('file:') ? fileURLToPath(url) : url;
    const entry = this.mapOf(path)?.findEntry(lineNumber, columnNumber);
    const line = entry && 'originalLine' in entry ? entry.originalLine : lineNumber;
    const shown = relative(workspaceRoot(), path).replace(/^dist\/(.*)\.js$/, '$1.ts');
    return `${name}  ${url.startsWith('node:') ? url : shown}:${line + 1}`;
  }

  private mapOf(path: string): SourceMap | undefined {
    if (!this.maps.has(path)) {
      const file = `${path}.map`;
      const map = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload) : undefined;
      this.maps.set(path, map && new SourceMap(map));
    }
    return this.maps.get(path);
  }
}
