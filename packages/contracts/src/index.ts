import 'reflect-metadata';

export * from './audit.ts';
export * from './change.ts';
export * from './environment.ts';
export * from './evaluation.ts';
export * from './flag-config.ts';
export * from './flag.response.ts';
export * from './flag.ts';
export * from './keys.ts';
export * from './limits.ts';
export * from './page.ts';
export * from './permissions.ts';
export * from './problem.response.ts';
export * from './problems.ts';
export * from './tenant.ts';
export { pointerTo, validate } from './validate.ts';
export type { Dto, Fault } from './validate.ts';
export { jsonSchemas } from './schemas.ts';
