import type { ExecutionContext } from '@nestjs/common';

const API_OPERATION = 'swagger/apiOperation';

/** `AddressBooksController.create` → `addressBooks_create` */
export const operationId = (controller: string, method: string): string =>
  `${controller.charAt(0).toLowerCase()}${controller.slice(1).replace(/Controller$/, '')}_${method}`;

/** Returns the operation id of a route, as its OpenAPI document has it. */
export function operationOf(context: ExecutionContext): string {
  const handler = context.getHandler();
  const operation = Reflect.getMetadata(API_OPERATION, handler) as { operationId?: string } | undefined;
  return operation?.operationId ?? operationId(context.getClass().name, handler.name);
}
