import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { ENV } from './env.ts';
import type { Env } from './env.ts';

@Module({})
export class ConfigModule {
  static with(env: Env): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: ENV, useValue: env }],
      exports: [ENV],
    };
  }
}
