import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Change, CreateFlagDto } from '@halyard/contracts';
import { systemActor } from '../access/actor.ts';
import { MembersService } from '../access/members.service.ts';
import { ChangesService } from '../changes/changes.service.ts';
import { DomainError } from '../common/domain-error.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { DEMO_MEMBERS, DEMO_TENANTS } from './demo.ts';

const ENVIRONMENTS = [
  { key: 'prod', name: 'Production', protected: true },
  { key: 'staging', name: 'Staging' },
  { key: 'dev', name: 'Development' },
];

/** The flags that the platform's own code asks for. Off everywhere until an operator says otherwise. */
export const FLAG_SEEDS: readonly CreateFlagDto[] = [
  {
    key: 'new_billing_v2',
    name: 'New billing',
    description: 'The rewritten billing pages: usage, forecasts and invoices in one place.',
    kind: 'release',
    owner: 'billing',
    ownerModule: 'billing',
    tags: ['billing', 'portal'],
  },
  {
    key: 'magic_canvas_gpu',
    name: 'Magic canvas on GPU',
    description: 'Renders the canvas on the GPU pool instead of the CPU workers.',
    kind: 'operational',
    owner: 'canvas',
    ownerModule: 'canvas',
    tags: ['performance'],
  },
  {
    key: 'shadow_read_projects',
    name: 'Shadow-read projects',
    description:
      'Reads projects from the new store as well, and compares; answers come from the old.',
    kind: 'operational',
    owner: 'platform',
    ownerModule: 'projects',
    tags: ['migration'],
  },
  {
    key: 'layout_test',
    name: 'Dashboard layout',
    description: 'Which dashboard layout keeps people longer: the current one, cards, or a list.',
    kind: 'experiment',
    type: 'string',
    variants: { control: 'control', cards: 'cards', list: 'list' },
    offVariant: 'control',
    owner: 'growth',
    ownerModule: 'dashboard',
    tags: ['experiment'],
  },
  {
    key: 'gdpr_export',
    name: 'GDPR export',
    description: 'Lets a tenant’s admin export everything that is held about a person.',
    kind: 'permission',
    owner: 'compliance',
    ownerModule: 'privacy',
    tags: ['compliance'],
  },
  ...['dashboard', 'cases', 'generate', 'tenant', 'wizard'].map((module) => ({
    key: `${module}.runtime_v1`,
    name: `${module[0]?.toUpperCase()}${module.slice(1)} runtime v1`,
    description: `Serves the ${module} module from the new runtime.`,
    kind: 'release' as const,
    owner: 'runtime',
    ownerModule: module,
    tags: ['runtime'],
  })),
];

const SEEDER = systemActor('seed');

/**
 * Puts in what has to be there at first. Everything goes through the pipeline and is inserted with
 * `$setOnInsert`: what an operator has changed since survives a restart.
 */
@Injectable()
export class SeedService {
  private readonly logger = new Logger(SeedService.name);

  constructor(
    private readonly changes: ChangesService,
    private readonly members: MembersService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** The environments come before anything is served. */
  seedEnvironments(): Promise<void> {
    return this.create(ENVIRONMENTS.map((body) => ({ action: 'environment.create', ...body })));
  }

  async seed(): Promise<void> {
    if (this.env.HALYARD_DEMO) {
      await this.create(DEMO_TENANTS.map((body) => ({ action: 'tenant.create', ...body })));
      await this.seedMembers();
    }
    await this.create(FLAG_SEEDS.map((body) => ({ action: 'flag.create', ...body })));
  }

  /** Whoever was given roles before keeps what an admin has made of them, nothing included. */
  private async seedMembers(): Promise<void> {
    for (const body of DEMO_MEMBERS) {
      if (await this.members.wasSet(body.on, body.sub, SEEDER)) continue;
      await this.changes.submit({ action: 'member.set', ...body }, SEEDER);
    }
  }

  private async create(changes: readonly Change[]): Promise<void> {
    for (const change of changes) {
      try {
        await this.changes.submit(change, SEEDER);
      } catch (error) {
        const isThere = error instanceof DomainError && error.code === 'already_exists';
        if (!isThere) throw error;
      }
    }
    this.logger.log(`Seeded ${changes.length} × ${changes[0]?.action ?? 'nothing'}`);
  }
}
