import type { Request } from 'express';

interface Layer {
  match(path: string): boolean;
  route?: { methods: Record<string, boolean> };
}

/** Returns the methods of the routes at this path. */
export function methodsAt({ app, path }: Request): string[] {
  const layers = (app.router as unknown as { stack: Layer[] }).stack;
  const methods = layers.flatMap((layer) =>
    layer.route && matches(layer, path) ? Object.keys(layer.route.methods) : [],
  );
  return [...new Set(methods)].map((method) => method.toUpperCase()).sort();
}

/** Returns false for a path that cannot be decoded. */
function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
