import { Injectable } from '@nestjs/common';
import { LIMITS } from '@halyard/contracts';
import type { Change, ChangePreviewResponse } from '@halyard/contracts';
import { maySeeSensitive } from '../access/actor.ts';
import type { Actor } from '../access/actor.ts';
import { scopeOf } from '../access/tenant-scope.ts';
import { differencesOf } from '../audit/differences.ts';
import { ChangesService } from './changes.service.ts';
import { ImpactService } from './impact.service.ts';

/** Says what a change would do, before it is made: to the flag, at the gate, and to each tenant. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly changes: ChangesService,
    private readonly impacts: ImpactService,
  ) {}

  /**
   * What the change would do if its author made it, as far as its reader may see.
   * @throws DomainError as making the change would, but for the approval.
   */
  async preview(change: Change, author: Actor, reader = author): Promise<ChangePreviewResponse> {
    const draft = await this.changes.draft(change, author);
    const { plan, reasons, breakGlass } = draft;
    const sensitive = maySeeSensitive(reader);
    const scope = scopeOf(reader, 'feature_flag:read');
    const found = await this.impacts.workOut(draft, { scope, sensitive });
    return {
      gate: { approvalRequired: reasons.length > 0, reasons, breakGlass },
      before: plan.before,
      after: plan.after,
      differences: differencesOf(plan.before, plan.after),
      tenants: found.tenants,
      impact: found.impact.slice(0, LIMITS.previewedTenants),
      impacted: found.impact.length,
      reach: found.reach,
      users: found.users,
      withheld: sensitive ? [] : found.sensitive,
    };
  }
}
