import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import type { Exporting } from './otlp.ts';

/** Sends spans where there is an endpoint for them. Without one OpenTelemetry's SDK is not even loaded. */
@Injectable()
export class Tracing implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Tracing.name);
  private exporting: Exporting | undefined;

  constructor(@Inject(ENV) private readonly env: Env) {}

  async onModuleInit(): Promise<void> {
    const endpoint = this.env.OTEL_EXPORTER_OTLP_ENDPOINT;
    if (endpoint === undefined) return;
    const { exportTraces } = await loadSdk();
    this.exporting = exportTraces(endpoint, (message) => this.logger.warn(message));
  }

  /** The server is closed by now: what is sent here is the last there is. */
  async onApplicationShutdown(): Promise<void> {
    await this.exporting?.stop();
  }
}

/** Outside the class: TypeScript 5.9 leaves the extension as it is inside of a decorated one. */
function loadSdk() {
  return import('./otlp.ts');
}
