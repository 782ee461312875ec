import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { OverrideDefinition } from '@halyard/evaluator';
import { LRUCache } from 'lru-cache';
import type { Actor, KeyGrant } from '../access/actor.ts';
import { AuditTail } from '../audit/audit-tail.ts';
import { ENV } from '../config/env.ts';
import type { Env } from '../config/env.ts';
import { RulesetStore } from '../evaluation/ruleset.store.ts';
import type { Served } from '../evaluation/ruleset.store.ts';
import { TenantCache } from '../evaluation/tenant.cache.ts';
import { OverridesService } from '../overrides/overrides.service.ts';
import { toJws } from '../signing/jws.ts';
import { SigningKeys } from '../signing/signing-keys.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { contentFor, contentForAll } from './ruleset-payload.ts';
import { SignedRuleset } from './signed-ruleset.ts';
import { noTenant } from '../tenants/tenant.ts';

const HOUR_MS = 60 * 60 * 1_000;
/** A ruleset is signed anew this often in its lifetime: what is downloaded has most of it before it. */
const SIGNED_PER_LIFETIME = 4;
const MOST_BYTES = 256 * 1024 * 1024;

/** Everyone's overrides in an environment, and every tenant: what a ruleset for all of them holds. */
interface Everyone {
  readonly overrides: readonly OverrideDefinition[];
  readonly tenants: readonly Tenant[];
}

/** The rulesets that server keys download, each signed once. */
@Injectable()
export class SignedRulesets implements OnModuleInit {
  /** By environment and tenant: the newest one. */
  private readonly signed = new LRUCache<string, SignedRuleset>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ size }) => size,
  });
  private readonly signing = new Map<string, Promise<SignedRuleset>>();
  private readonly everyone = new Map<string, Promise<Everyone>>();

  constructor(
    private readonly rulesets: RulesetStore,
    private readonly cache: TenantCache,
    private readonly tenants: TenantsService,
    private readonly overrides: OverridesService,
    private readonly keys: SigningKeys,
    private readonly tail: AuditTail,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleInit(): void {
    this.tail.entries.subscribe(({ source }) => {
      if (source === 'tenant' || source === 'override') this.everyone.clear();
    });
    this.tail.lost.subscribe(() => this.everyone.clear());
  }

  /** The ruleset that a key is for, as it is now. */
  async for({ tenant }: Actor, { environment }: KeyGrant): Promise<SignedRuleset> {
    const known = tenant === null ? null : await this.cache.get(tenant);
    if (tenant !== null && known === null) {
      throw noTenant(tenant);
    }
    const served = this.rulesets.in(environment);
    const version = known?.versionIn(served) ?? served.ruleset.version;
    const place = `${environment}/${tenant ?? '*'}`;
    const issuedAt = this.issueTime();
    // The same on every replica, for as long as the ruleset is.
    const etag = `W/"${environment}:${version}:${issuedAt / HOUR_MS}:${this.keys.kid.slice(0, 8)}"`;
    const signed = this.signed.get(place);
    if (signed?.etag === etag) return signed;
    const content = async () =>
      known === null ? this.contentForAll(served) : contentFor(known, served.ruleset, version);
    return this.once(`${place} ${etag}`, async () => {
      const issued = { environment, ...(await content()), ...this.lifetimeFrom(issuedAt) };
      const made = new SignedRuleset(etag, toJws(this.keys, 'halyard-ruleset+jws', issued));
      this.signed.set(place, made);
      return made;
    });
  }

  private async contentForAll({ ruleset }: Served) {
    const { environment } = ruleset;
    const everyone = this.everyone.get(environment) ?? this.readEveryone(environment);
    this.everyone.set(environment, everyone);
    everyone.catch(() => this.everyone.delete(environment));
    const { overrides, tenants } = await everyone;
    return contentForAll(ruleset, overrides, tenants);
  }

  private async readEveryone(environment: string): Promise<Everyone> {
    const [overrides, tenants] = await Promise.all([
      this.overrides.allIn(environment),
      this.tenants.allActive(),
    ]);
    return { overrides, tenants };
  }

  /** However many ask at the same moment, it is made once. */
  private once(id: string, make: () => Promise<SignedRuleset>): Promise<SignedRuleset> {
    const known = this.signing.get(id);
    if (known !== undefined) return known;
    const making = make().finally(() => this.signing.delete(id));
    this.signing.set(id, making);
    return making;
  }

  private issueTime(): number {
    const every = (this.env.HALYARD_RULESET_HOURS * HOUR_MS) / SIGNED_PER_LIFETIME;
    return Math.floor(Date.now() / every) * every;
  }

  private lifetimeFrom(issuedAt: number) {
    const notAfter = issuedAt + this.env.HALYARD_RULESET_HOURS * HOUR_MS;
    return {
      issuedAt: new Date(issuedAt).toISOString(),
      notAfter: new Date(notAfter).toISOString(),
    };
  }
}
