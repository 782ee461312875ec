import type { RequestMethod, Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import type { TestApi } from './api.ts';

/** A controller's method that answers a route, and what its decorators say. */
export interface Handler {
  readonly name: string;
  readonly path: string;
  readonly method: RequestMethod;
  readonly handler: object;
  readonly controller: object;
}

/** Every handler of the running API. */
export function handlersOf({ app }: TestApi): Handler[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return controllers.flatMap(({ metatype }) => {
    const controller = metatype as Type;
    const prototype = controller.prototype as Record<string, object>;
    const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
    return names.flatMap((name): Handler[] => {
      const handler = prototype[name] ?? {};
      const path: unknown = Reflect.getMetadata(PATH_METADATA, handler);
      if (typeof path !== 'string') return [];
      const base = Reflect.getMetadata(PATH_METADATA, controller) as string;
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod;
      return [
        {
          name: `${controller.name}.${name}`,
          path: `${base}/${path}`,
          method,
          handler,
          controller,
        },
      ];
    });
  });
}

/** What a decorator says of it, or of its whole controller. */
export function says(key: string, { handler, controller }: Handler): unknown {
  return Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
}
