import { Controller, Get, Header, Headers, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Registry } from 'prom-client';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Public } from '../access/requires.ts';
import { DomainError } from '../common/domain-error.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { Metrics } from './metrics.ts';

/** For Prometheus, not for clients: no part of the API's description. */
@Controller('metrics')
@Public()
@ApiExcludeController()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** What this replica counts, in Prometheus's text format. */
  @Get()
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  scrape(@Headers('authorization') authorization = ''): Promise<string> {
    const token = this.env.HALYARD_METRICS_TOKEN;
    if (token !== undefined && !isSame(authorization, `Bearer ${token}`)) {
      throw new DomainError('unauthenticated');
    }
    return this.metrics.registry.metrics();
  }
}

/** In a time that says nothing of where the two differ. */
function isSame(sent: string, expected: string): boolean {
  return timingSafeEqual(digest(sent), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
