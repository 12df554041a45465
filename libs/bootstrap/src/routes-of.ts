import { ACCESS_RULE, type AccessRule } from '@stopsms/access';
import { type AuditRule, auditRuleOf } from '@stopsms/audit';
import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { RequestMethod } from '@nestjs/common/enums/request-method.enum';
import type { z } from 'zod';
import type { PlatformParts } from './platform.module';
import { appModule } from './app-module';
import { type ServiceDefinition, describedConfig } from './service-definition';

/** A route of a service with its access and audit rules. */
export interface RouteAccess {
  service: string;
  /** HTTP method; `ALL` for any. */
  method: string;
  /** Path pattern of Nest, e.g. `/v1/campaigns/:id`. */
  path: string;
  /** Absent for a route without a rule, which is closed. */
  rule: AccessRule | undefined;
  /** Rule of the audit log. */
  audit: AuditRule;
}

/** Returns all routes of a service, common ones included, without starting it. */
export function routesOf<E extends z.ZodRawShape>(definition: ServiceDefinition<E>): RouteAccess[] {
  const module = appModule(definition, describedConfig(definition), {} as PlatformParts, undefined);
  return [...controllersOf(module)].flatMap((controller) => routesIn(controller, definition.name));
}

/** Returns the controllers of a module and of those that it imports. */
function controllersOf(module: Imported, found = new Set<Type>()): Set<Type> {
  const made: Partial<DynamicModule> & { module: Type } = 'module' in module ? module : { module: module as Type };
  const decorated = (key: string) => (Reflect.getMetadata(key, made.module) as Type[] | undefined) ?? [];
  for (const controller of [...(made.controllers ?? []), ...decorated(MODULE_METADATA.CONTROLLERS)])
    found.add(controller);
  for (const each of [...(made.imports ?? []), ...decorated(MODULE_METADATA.IMPORTS)]) controllersOf(each, found);
  return found;
}

type Imported = NonNullable<DynamicModule['imports']>[number];

function routesIn(controller: Type, service: string): RouteAccess[] {
  const prototype = controller.prototype as Record<string, object>;
  const base = (Reflect.getMetadata(PATH_METADATA, controller) as string | undefined) ?? '';
  return Object.getOwnPropertyNames(prototype).flatMap((name): RouteAccess[] => {
    const handler = prototype[name];
    if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
    const rule = (Reflect.getMetadata(ACCESS_RULE, handler) ?? Reflect.getMetadata(ACCESS_RULE, controller)) as
      AccessRule | undefined;
    const paths = [Reflect.getMetadata(PATH_METADATA, handler) as string | string[]].flat();
    const audit = auditRuleOf(controller, handler);
    return paths.map((path) => ({ service, method, path: joined(base, path), rule, audit }));
  });
}

const joined = (...parts: string[]): string =>
  `/${parts
    .map((part) => part.replace(/^\/|\/$/g, ''))
    .filter(Boolean)
    .join('/')}`;
